import { Directive, Field, ID, InputType, Int } from 'type-graphql';

@Directive('@inaccessible')
@InputType('ReservationLineInput', { description: 'Units of a sku.' })
export class ReservationLineInput {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, {
    description: 'Units to add to what is reserved, 1 to 25,000. Two lines of one sku add up.',
  })
  delta!: number;
}

@Directive('@inaccessible')
@InputType('InventoryReserveInput', {
  description: 'Increases of quantities that a cart is about to commit.',
})
export class InventoryReserveInput {
  @Field(() => ID, {
    description:
      'UUID of the operation. The cart event of the commit names it; a repeat gets the first answer.',
  })
  operationId!: string;

  @Field(() => ID, { description: 'UUID of the cart.' })
  cartId!: string;

  @Field(() => ID, {
    nullable: true,
    description: "The store the cart belongs to; goes into the events. Default: the request's.",
  })
  storeId!: string | null;

  @Field(() => String, { nullable: true, description: "The cart's region; default: the shop's." })
  region!: string | null;

  @Field(() => ID, { nullable: true, description: 'The saga this belongs to; goes into the events.' })
  sagaId!: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Grant what there is per sku instead of everything or nothing.',
  })
  allowPartial!: boolean;

  @Field(() => [ReservationLineInput], { description: 'At most 250; empty to prolong the hold.' })
  lines!: ReservationLineInput[];
}

@Directive('@inaccessible')
@InputType('InventoryOperationInput', { description: 'Increases of one operation.' })
export class InventoryOperationInput {
  @Field(() => ID, { description: 'UUID of the operation; see InventoryReserveInput.' })
  operationId!: string;

  @Field(() => [ReservationLineInput], { description: '1 to 250.' })
  lines!: ReservationLineInput[];
}

@Directive('@inaccessible')
@InputType('InventoryReserveAllInput', { description: 'Operations of one cart that reserve together.' })
export class InventoryReserveAllInput {
  @Field(() => ID, { description: 'UUID of the cart.' })
  cartId!: string;

  @Field(() => ID, { nullable: true, description: "The store the cart belongs to. Default: the request's." })
  storeId!: string | null;

  @Field(() => String, { nullable: true, description: "The cart's region; default: the shop's." })
  region!: string | null;

  @Field(() => [InventoryOperationInput], {
    description: 'At most 50, granted or refused one by one in this order.',
  })
  operations!: InventoryOperationInput[];
}

@Directive('@inaccessible')
@InputType('InventoryAllocateInput', {
  description: 'What an order takes over from a cart, or, without one, off the shelves.',
})
export class InventoryAllocateInput {
  @Field(() => ID, { description: 'UUID of the operation; the cause of the events.' })
  operationId!: string;

  @Field(() => ID, { nullable: true, description: 'UUID of the cart; null for an order without one.' })
  cartId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Version of the cart that is ordered: its events up to here no longer hold stock. Null without a cart.',
  })
  cartVersion?: number | null;

  @Field(() => ID, { description: 'UUID of the order; a repeat for the same order gets what it has.' })
  orderId!: string;

  @Field(() => Int, {
    description: 'How long the order means to keep the goods before it commits or releases them.',
  })
  holdSeconds!: number;

  @Field(() => [ReservationLineInput], {
    description: 'What is ordered, 1 to 250 lines; `delta` is the ordered quantity.',
  })
  lines!: ReservationLineInput[];
}

@Directive('@inaccessible')
@InputType('InventoryMergeInput', { description: 'A cart that went into another one.' })
export class InventoryMergeInput {
  @Field(() => ID, { description: 'UUID of the cart that was merged into the other and is closed.' })
  sourceCartId!: string;

  @Field(() => Int, { description: 'Its last version.' })
  sourceVersion!: number;

  @Field(() => ID, { description: 'UUID of the cart that took its lines.' })
  cartId!: string;

  @Field(() => Int, { description: 'Version of that cart after the merge.' })
  cartVersion!: number;

  @Field(() => String, { nullable: true, description: "The carts' region; default: the shop's." })
  region!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The carts' store; goes into the events. Default: the request's.",
  })
  storeId!: string | null;

  @Field(() => [ReservationLineInput], {
    description:
      'The skus that were taken over, 1 to 250; `delta` is the quantity of the sku in the whole cart after the merge.',
  })
  lines!: ReservationLineInput[];
}

@Directive('@inaccessible')
@InputType('InventoryReleaseInput', { description: 'The end of an operation or of an allocation.' })
export class InventoryReleaseInput {
  @Field(() => ID, { description: 'UUID of the operation to take back; for an order, of this call.' })
  operationId!: string;

  @Field(() => ID, { description: 'UUID of the cart, or of the order whose allocation ends.' })
  ownerId!: string;

  @Field(() => [ReservationLineInput], {
    nullable: true,
    description:
      'Only for an order: the units of its allocation that end, 1 to 250 lines; null for all. An operation of a cart is taken back as a whole.',
  })
  lines!: ReservationLineInput[] | null;

  @Field(() => String, { description: 'Stable word for the events, e.g. PAYMENT_FAILED.' })
  reason!: string;
}
