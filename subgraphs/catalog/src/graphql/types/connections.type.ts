import { Field, ObjectType } from 'type-graphql';
import { PageInfo } from '@agora/platform/schema';
import { Category } from './category.type';
import { Product } from './product.type';

@ObjectType('ProductEdge', { description: 'A product in a list.' })
export class ProductEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after` and `before`.' })
  cursor!: string;

  @Field(() => Product, { description: 'The product.' })
  node!: Product;
}

@ObjectType('ProductConnection', { description: 'A page of a list of products.' })
export class ProductConnection {
  @Field(() => [ProductEdge], { description: 'The products of this page with their cursors.' })
  edges!: readonly ProductEdge[];

  @Field(() => [Product], { description: 'The products of this page.' })
  nodes!: readonly Product[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}

@ObjectType('CategoryEdge', { description: 'A category in a list.' })
export class CategoryEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => Category, { description: 'The category.' })
  node!: Category;
}

@ObjectType('CategoryConnection', { description: 'A page of a list of categories.' })
export class CategoryConnection {
  @Field(() => [CategoryEdge], { description: 'The categories of this page with their cursors.' })
  edges!: readonly CategoryEdge[];

  @Field(() => [Category], { description: 'The categories of this page.' })
  nodes!: readonly Category[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}
