import { Field, ID, ObjectType } from 'type-graphql';
import { UserError } from '@agora/platform/schema';
import { Category } from './category.type';
import { Product } from './product.type';

@ObjectType('ProductPayload', { description: 'What became of a change to a product.' })
export class ProductPayload {
  @Field(() => Product, {
    nullable: true,
    description: 'The product as it is now; null when it does not exist.',
  })
  product!: Product | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('ProductDeletePayload', { description: 'What became of taking a product out of the shop.' })
export class ProductDeletePayload {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the product that is ARCHIVED now; null when nothing was done.',
  })
  deletedId!: string | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('CategoryPayload', { description: 'What became of a change to a category.' })
export class CategoryPayload {
  @Field(() => Category, {
    nullable: true,
    description: 'The category as it is now; null when it does not exist.',
  })
  category!: Category | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
