import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Cart', { description: 'A cart; everything but its id is known to the cart subgraph.' })
export class Cart {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;
}
