import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UserError } from '@agora/platform/schema';
import { MERGE_STRATEGIES } from '../../domain/merge';
import type { MergeStrategy } from '../../domain/merge';
import { Cart } from './cart.type';
import { CartWarning } from './cart-problem.type';

export const CartMergeStrategyEnum = Object.fromEntries(MERGE_STRATEGIES.map((value) => [value, value])) as {
  readonly [K in MergeStrategy]: K;
};
registerEnumType(CartMergeStrategyEnum, {
  name: 'CartMergeStrategy',
  description: 'What becomes of the lines of both carts.',
  valuesConfig: {
    SUM: { description: 'All lines of both; quantities of equal ones add up.' },
    MAX: { description: 'All lines of both; of equal ones the larger quantity.' },
    KEEP_CUSTOMER: { description: "Only the customer's lines." },
    USE_GUEST: { description: "Only the guest's lines." },
  },
});

@ObjectType('CartMergeLine', { description: 'What became of one line.' })
export class CartMergeLine {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: "Units in the guest's cart before." })
  fromQuantity!: number;

  @Field(() => Int, { description: "Units in the customer's cart before." })
  intoQuantity!: number;

  @Field(() => Int, { description: "Units in the customer's cart afterwards." })
  resultQuantity!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it is not all of it: QUANTITY_LIMIT (100 units a line), LINE_LIMIT (250 lines), CUSTOMER_KEPT and GUEST_USED (the strategy), PRICE_UNAVAILABLE (no price in the cart of the customer). Null when it is.',
  })
  reason!: string | null;
}

@ObjectType('CartMergePayload', { description: 'The answer to merging a guest cart.' })
export class CartMergePayload {
  @Field(() => Cart, {
    nullable: true,
    description: "The customer's cart as it is now; null when they have none.",
  })
  cart!: Cart | null;

  @Field(() => [CartMergeLine], {
    description: 'What became of every line; also of a merge that happened before.',
  })
  report!: readonly CartMergeLine[];

  @Field(() => Boolean, { description: 'True when the guest cart was merged before.' })
  replayed!: boolean;

  @Field(() => [CartWarning], {
    description: 'What is wrong with the cart since the merge; empty when it happened before.',
  })
  warnings!: readonly CartWarning[];

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was carried out.' })
  userErrors!: readonly UserError[];
}
