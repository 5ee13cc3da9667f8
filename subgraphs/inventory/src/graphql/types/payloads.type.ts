import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { UserError } from '@agora/platform/schema';
import { Reservation, ReservationLine } from './reservation.type';
import { StockLevel } from './stock-level.type';

@ObjectType('StockPayload', { description: 'Outcome of a change of stock.' })
export class StockPayload {
  @Field(() => StockLevel, {
    nullable: true,
    description: 'The row as it is now, also after a refusal; null when there is none.',
  })
  level!: StockLevel | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty when it was.' })
  userErrors!: UserError[];
}

@Directive('@inaccessible')
@ObjectType('InsufficientStockLine', { description: 'A sku of which more was asked than could be had.' })
export class InsufficientStockLine {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: 'Units asked for.' })
  requested!: number;

  @Field(() => Int, {
    description: 'Units that could have been had; for an operation granted before, what it was granted.',
  })
  available!: number;
}

@Directive('@inaccessible')
@ObjectType('ReservationPayload', { description: 'Outcome of an operation on a reservation.' })
export class ReservationPayload {
  @Field(() => Reservation, {
    nullable: true,
    description: 'The reservation as it is now; null when there is none.',
  })
  reservation!: Reservation | null;

  @Field(() => [ReservationLine], {
    description: 'What this operation was granted, now or when it came first; empty when nothing.',
  })
  granted!: readonly ReservationLine[];

  @Field(() => [InsufficientStockLine], {
    description: 'The skus of which there was not enough; empty when there was.',
  })
  insufficient!: readonly InsufficientStockLine[];

  @Field(() => [UserError], { description: 'Why it did not happen; empty when it did.' })
  userErrors!: UserError[];
}
