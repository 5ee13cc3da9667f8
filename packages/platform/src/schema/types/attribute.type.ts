import { Directive, Field, InputType, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType('Attribute', { description: 'A name and a value the shop or the shopper attached.' })
export class Attribute {
  @Field(() => String, { description: 'Name, unique among its siblings.' })
  key!: string;

  @Field(() => String, { description: 'Value as text.' })
  value!: string;
}

@InputType('AttributeInput', { description: 'A name and a value to attach.' })
export class AttributeInput {
  @Field(() => String, { description: 'Name, 1 to 64 characters, unique among its siblings.' })
  key!: string;

  @Field(() => String, { description: 'Value, at most 1,000 characters.' })
  value!: string;
}
