import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Customer', { description: 'A customer; order knows what they ordered.' })
export class Customer {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;
}
