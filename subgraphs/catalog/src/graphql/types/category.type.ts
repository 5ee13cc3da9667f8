import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id")')
@ObjectType('Category', { description: 'A node of the category tree, at most 6 levels deep.' })
export class Category {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, {
    description: 'Unique readable name for addresses: lower-case words joined by hyphens.',
  })
  slug!: string;

  @Field(() => String, { description: 'Name as shown.' })
  title!: string;

  /** Not in the API: what `parent` is looked up by. */
  parentId!: string | null;

  /** Not in the API: what `path` is looked up by, from the root to the parent. */
  ancestorIds!: readonly string[];
}
