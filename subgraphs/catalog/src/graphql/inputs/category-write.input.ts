import { Field, ID, InputType } from 'type-graphql';

@InputType('CategoryCreateInput', { description: 'A new category.' })
export class CategoryCreateInput {
  @Field(() => String, { description: 'Unique: lower-case words joined by hyphens, at most 100 characters.' })
  slug!: string;

  @Field(() => String, { description: 'Name as shown, 1 to 200 characters.' })
  title!: string;

  @Field(() => ID, { nullable: true, description: 'The category above; left out for a root.' })
  parentId?: string | null;
}

@InputType('CategoryUpdateInput', {
  description: 'Fields of a category to change. What is left out stays as it is.',
})
export class CategoryUpdateInput {
  @Field(() => ID, { description: 'The category.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Unique.' })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as shown, 1 to 200 characters.' })
  title?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The category above; everything below moves along. Null makes it a root.',
  })
  parentId?: string | null;
}
