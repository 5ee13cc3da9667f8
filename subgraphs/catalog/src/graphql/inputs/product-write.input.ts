import { Field, ID, InputType, Int } from 'type-graphql';
import { JsonScalar } from '@agora/platform/schema';
import { ProductStatus } from '../types/product.type';

@InputType('SelectedOptionInput', { description: 'The value of one option of a variant.' })
export class SelectedOptionInput {
  @Field(() => String, { description: 'Name of the option, 1 to 40 characters, e.g. "Size".' })
  name!: string;

  @Field(() => String, { description: 'Value, 1 to 80 characters, e.g. "M".' })
  value!: string;
}

@InputType('ProductVariantInput', {
  description: 'A variant to add, or to change when its product has this sku already.',
})
export class ProductVariantInput {
  @Field(() => String, {
    description:
      'Stock keeping unit: 1 to 64 of A-Z, 0-9, dot, hyphen, underscore. Unique and never changed.',
  })
  sku!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What tells it from the others. Default: the values of its options.',
  })
  title?: string | null;

  @Field(() => [SelectedOptionInput], {
    nullable: true,
    description: 'At most 5 options with different names.',
  })
  options?: SelectedOptionInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'What tax rates are looked up by. Default "standard".',
  })
  taxCategory?: string | null;

  @Field(() => Int, { nullable: true, description: 'Weight in grams, 0 to 10,000,000.' })
  weightGrams?: number | null;
}

@InputType('ProductCreateInput', { description: 'A new product.' })
export class ProductCreateInput {
  @Field(() => String, { nullable: true, description: 'Unique. Default: made of the title.' })
  slug?: string | null;

  @Field(() => String, { description: 'Name as shown, 1 to 200 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Text as shown, at most 5,000 characters.' })
  description?: string | null;

  @Field(() => ProductStatus, {
    nullable: true,
    defaultValue: ProductStatus.DRAFT,
    description: 'Whether it is in the shop at once.',
  })
  status?: ProductStatus | null;

  @Field(() => ID, { nullable: true, description: 'Who sells it; left out for the shop itself.' })
  sellerId?: string | null;

  @Field(() => [ID], { nullable: true, description: 'Its categories, the main one first; at most 20.' })
  categoryIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Words to filter by, at most 50.' })
  tags?: string[] | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Facts for display: a JSON object of at most 10,000 characters.',
  })
  attributes?: unknown;

  @Field(() => [ProductVariantInput], { description: 'Its variants in the order shown, 1 to 100.' })
  variants!: ProductVariantInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Makes the request repeatable for 24 hours. Default: header x-idempotency-key.',
  })
  idempotencyKey?: string | null;
}

@InputType('ProductUpdateInput', {
  description: 'Fields of a product to change. What is left out stays as it is.',
})
export class ProductUpdateInput {
  @Field(() => ID, { description: 'The product.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Unique.' })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as shown, 1 to 200 characters.' })
  title?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Text as shown, at most 5,000 characters; null removes it.',
  })
  description?: string | null;

  @Field(() => ProductStatus, { nullable: true, description: 'Whether it is in the shop.' })
  status?: ProductStatus | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'All of its categories, the main one first; at most 20.',
  })
  categoryIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'All of its tags, at most 50.' })
  tags?: string[] | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'All of its facts for display; null removes them.',
  })
  attributes?: unknown;

  @Field(() => Int, {
    nullable: true,
    description: 'Refuse with VERSION_CONFLICT when the product has another version.',
  })
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the request repeatable for 24 hours. Default: header x-idempotency-key.',
  })
  idempotencyKey?: string | null;
}

@InputType('ProductDeleteInput', { description: 'A product to take out of the shop.' })
export class ProductDeleteInput {
  @Field(() => ID, { description: 'The product.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Refuse with VERSION_CONFLICT when the product has another version.',
  })
  expectedVersion?: number | null;
}

@InputType('ProductVariantUpsertInput', { description: 'A variant to add to a product, or to change.' })
export class ProductVariantUpsertInput {
  @Field(() => ID, { description: 'The product.' })
  productId!: string;

  @Field(() => ProductVariantInput, {
    description: 'The variant; what is left out of a known one stays as it is.',
  })
  variant!: ProductVariantInput;

  @Field(() => Int, {
    nullable: true,
    description: 'Refuse with VERSION_CONFLICT when the product has another version.',
  })
  expectedVersion?: number | null;
}
