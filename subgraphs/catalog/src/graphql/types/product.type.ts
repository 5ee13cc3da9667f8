import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, JsonScalar } from '@agora/platform/schema';

export const ProductStatus = {
  DRAFT: 'DRAFT',
  ACTIVE: 'ACTIVE',
  ARCHIVED: 'ARCHIVED',
} as const;
export type ProductStatus = (typeof ProductStatus)[keyof typeof ProductStatus];

registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'Whether a product is in the shop.',
  valuesConfig: {
    DRAFT: { description: 'Being prepared: staff only.' },
    ACTIVE: { description: 'In the shop: everybody.' },
    ARCHIVED: { description: 'Taken out of the shop: staff only. Orders keep pointing at it.' },
  },
});

@Directive('@key(fields: "id")')
@ObjectType('Product', { description: 'Something the shop sells, in one or more variants.' })
export class Product {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, {
    description: 'Unique readable name for addresses: lower-case words joined by hyphens.',
  })
  slug!: string;

  @Field(() => String, { description: 'Name as shown, 1 to 200 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Text as shown; null when there is none.' })
  description!: string | null;

  @Field(() => ProductStatus, {
    description: 'Whether it is in the shop. Anything but ACTIVE is visible to staff only.',
  })
  status!: ProductStatus;

  @Field(() => ID, { nullable: true, description: 'Who sells it; null for the shop itself.' })
  sellerId!: string | null;

  @Field(() => [String], { description: 'Words to filter by, at most 50.' })
  tags!: readonly string[];

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'Facts for display as a JSON object; null when there are none.',
  })
  attributes!: Readonly<Record<string, unknown>> | null;

  @Field(() => Int, {
    description: 'Grows by one with every change of the product, its variants, categories or media.',
  })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it was created.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  updatedAt!: Date;
}

@ObjectType('ProductOption', { description: 'What a shopper chooses a variant by, e.g. size.' })
export class ProductOption {
  @Field(() => String, { description: 'Name as shown, e.g. "Size".' })
  name!: string;

  @Field(() => [String], { description: 'Every value some variant has, in the order of the variants.' })
  values!: readonly string[];
}
