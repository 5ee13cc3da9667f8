import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Customer', { description: 'A customer; owned by customer. Here: their carts.' })
export class CustomerStub {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;
}
