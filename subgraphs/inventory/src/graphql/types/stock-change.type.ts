import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, PageInfo } from '@agora/platform/schema';

export const StockChangeKind = {
  SET: 'SET',
  ADJUST: 'ADJUST',
  COMMIT: 'COMMIT',
  BACKORDER_FILL: 'BACKORDER_FILL',
  RETURN: 'RETURN',
} as const;
export type StockChangeKind = (typeof StockChangeKind)[keyof typeof StockChangeKind];
registerEnumType(StockChangeKind, {
  name: 'StockChangeKind',
  description: 'What changed a count.',
  valuesConfig: {
    SET: { description: 'Staff counted.' },
    ADJUST: { description: 'Staff added goods or took some away.' },
    COMMIT: { description: "An order's goods left." },
    BACKORDER_FILL: { description: 'Goods that came in left for orders that had waited for them.' },
    RETURN: { description: 'Goods that had left with an order came back.' },
  },
});

@ObjectType('StockChange', { description: 'One change of the count of a sku at a location. Staff only.' })
export class StockChange {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Code of the location.' })
  location!: string;

  @Field(() => StockChangeKind, { description: 'What changed the count.' })
  kind!: StockChangeKind;

  @Field(() => Int, { description: 'Units that came; negative when they left.' })
  delta!: number;

  @Field(() => Int, { description: 'Units that were there afterwards.' })
  onHandAfter!: number;

  @Field(() => String, { nullable: true, description: 'Why; null when nobody said.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The order for COMMIT, the idempotency key for a change by staff that had one; else null.',
  })
  reference!: string | null;

  @Field(() => String, { description: 'Who did it: role and id.' })
  actor!: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: Date;
}

@ObjectType('StockChangeEdge', { description: 'A change of stock in a list.' })
export class StockChangeEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => StockChange, { description: 'The change.' })
  node!: StockChange;
}

@ObjectType('StockChangeConnection', { description: 'A page of changes of stock, newest first.' })
export class StockChangeConnection {
  @Field(() => [StockChangeEdge], { description: 'The changes of this page with their cursors.' })
  edges!: readonly StockChangeEdge[];

  @Field(() => [StockChange], { description: 'The changes of this page.' })
  nodes!: readonly StockChange[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}
