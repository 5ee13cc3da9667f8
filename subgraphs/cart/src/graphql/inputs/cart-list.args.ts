import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateRangeInput } from '@agora/platform/schema';
import type { CartStatus } from '../../domain/cart';
import { CartSortEnum, CartStatusEnum } from '../types/enums';
import type { CartSort } from '../types/enums';

@InputType('CartFilter', { description: 'Which carts to list; all given conditions must hold.' })
export class CartFilter {
  @Field(() => [CartStatusEnum], { nullable: true, description: 'In one of these states.' })
  status?: CartStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this store.' })
  storeId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this sales channel.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this tenant region.' })
  region?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'With a line of this sku.' })
  sku?: string | null;

  @Field(() => DateRangeInput, { nullable: true, description: 'Last changed within this span.' })
  updatedAt?: DateRangeInput | null;
}

@ArgsType()
export class CartListArgs {
  @Field(() => Int, { nullable: true, description: 'How many from the start, 1 to 100; default 20.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Start behind this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'End before this cursor.' })
  before?: string | null;

  @Field(() => CartFilter, { nullable: true, description: 'Which carts.' })
  filter?: CartFilter | null;

  @Field(() => CartSortEnum, {
    nullable: true,
    defaultValue: 'UPDATED_AT_DESC',
    description: 'In which order.',
  })
  sort?: CartSort | null;
}
