import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '@agora/platform/schema';

export const ReservationStatus = {
  HELD: 'HELD',
  ALLOCATED: 'ALLOCATED',
  COMMITTED: 'COMMITTED',
  RELEASED: 'RELEASED',
  EXPIRED: 'EXPIRED',
} as const;
export type ReservationStatus = (typeof ReservationStatus)[keyof typeof ReservationStatus];
registerEnumType(ReservationStatus, {
  name: 'ReservationStatus',
  description: 'Where a reservation stands.',
  valuesConfig: {
    HELD: { description: 'Held for a cart until it expires.' },
    ALLOCATED: { description: "An order's, until it is committed or released." },
    COMMITTED: { description: 'The goods left for the order.' },
    RELEASED: { description: 'Given back.' },
    EXPIRED: { description: 'Given back because the cart was idle or held too long.' },
  },
});

export const ReservationType = { CART: 'CART', ORDER: 'ORDER' } as const;
export type ReservationType = (typeof ReservationType)[keyof typeof ReservationType];
registerEnumType(ReservationType, {
  name: 'ReservationType',
  description: 'Whose reservation it is.',
  valuesConfig: { CART: { description: "A cart's hold." }, ORDER: { description: "An order's allocation." } },
});

@ObjectType('ReservationLine', { description: 'What is reserved of one sku, over all locations.' })
export class ReservationLine {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: 'Reserved units, the backordered ones included.' })
  quantity!: number;

  @Field(() => Int, { description: 'Units that are promised and not there yet.' })
  backordered!: number;
}

@ObjectType('Reservation', { description: 'Stock kept for a cart or an order.' })
export class Reservation {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => ReservationType, { description: 'Whether a cart or an order has it.' })
  type!: ReservationType;

  @Field(() => ID, { description: 'Id of the cart or order.' })
  ownerId!: string;

  @Field(() => ReservationStatus, { description: 'Where it stands.' })
  status!: ReservationStatus;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      "When a cart's hold ends unless the cart reserves again; for an order, how long it meant to keep the goods. Null when nothing ends.",
  })
  expiresAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: "The moment a cart's hold cannot slide beyond; null for an order.",
  })
  hardCapAt!: Date | null;
}
