import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { AttributeInput, DateRangeInput } from '@agora/platform/schema';
import { ProductStatus } from '../types/product.type';

export const ProductSort = {
  RELEVANCE: 'RELEVANCE',
  TITLE_ASC: 'TITLE_ASC',
  TITLE_DESC: 'TITLE_DESC',
  CREATED_AT_ASC: 'CREATED_AT_ASC',
  CREATED_AT_DESC: 'CREATED_AT_DESC',
  UPDATED_AT_DESC: 'UPDATED_AT_DESC',
} as const;
export type ProductSort = (typeof ProductSort)[keyof typeof ProductSort];

registerEnumType(ProductSort, {
  name: 'ProductSort',
  description: 'Order of a list of products.',
  valuesConfig: {
    RELEVANCE: { description: 'Titles that begin with the search text first, then by title.' },
    TITLE_ASC: { description: 'By title.' },
    TITLE_DESC: { description: 'By title, backwards.' },
    CREATED_AT_ASC: { description: 'Oldest first.' },
    CREATED_AT_DESC: { description: 'Newest first.' },
    UPDATED_AT_DESC: { description: 'Last changed first.' },
  },
});

@InputType('ProductFilter', { description: 'Which products; every given member must hold.' })
export class ProductFilter {
  @Field(() => [ID], { nullable: true, description: 'One of these products; at most 100.' })
  ids?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Has a variant with one of these skus; at most 100.',
  })
  skus?: string[] | null;

  @Field(() => [ProductStatus], {
    nullable: true,
    description: 'Has one of these statuses. Only staff finds anything but ACTIVE. Default for staff: all.',
  })
  status?: ProductStatus[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Is in one of these categories or below it; at most 100.',
  })
  categoryIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'Is sold by this seller.' })
  sellerId?: string | null;

  @Field(() => [String], { nullable: true, description: 'Has all of these tags; at most 100.' })
  tags?: string[] | null;

  @Field(() => [AttributeInput], {
    nullable: true,
    description: 'Has all of these attributes, compared as text; at most 100.',
  })
  attributes?: AttributeInput[] | null;

  @Field(() => DateRangeInput, { nullable: true, description: 'Was last changed in this span.' })
  updatedAt?: DateRangeInput | null;
}

@ArgsType()
export class ProductListArgs {
  @Field(() => Int, { nullable: true, description: 'Page size from the start, 1 to 100. Default 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Page size from the end, 1 to 100. Not together with `first`.',
  })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Words that must all appear in title, slug or a sku; at most 200 characters.',
  })
  query?: string | null;

  @Field(() => ProductFilter, { nullable: true, description: 'Which products.' })
  filter?: ProductFilter | null;

  @Field(() => ProductSort, { nullable: true, defaultValue: ProductSort.RELEVANCE, description: 'Order.' })
  sort?: ProductSort | null;
}

@ArgsType()
export class CategoryProductsArgs {
  @Field(() => Int, { nullable: true, description: 'Page size, 1 to 100. Default 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;

  @Field(() => ProductSort, { nullable: true, description: 'Order. Default TITLE_ASC.' })
  sort?: ProductSort | null;
}

@ArgsType()
export class CategoryListArgs {
  @Field(() => Int, { nullable: true, description: 'Page size, 1 to 100. Default 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;

  @Field(() => ID, { nullable: true, description: 'Children of this category; null for the roots.' })
  parentId?: string | null;
}
