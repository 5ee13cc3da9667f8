import { Field, InputType, Int } from 'type-graphql';

@InputType('StockFilter', { description: 'Which stock levels to list; every given condition must hold.' })
export class StockFilter {
  @Field(() => [String], { nullable: true, description: 'Only these skus, at most 500.' })
  skus!: string[] | null;

  @Field(() => String, { nullable: true, description: 'Only locations of this region.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'Only this location.' })
  location!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only rows that are low or out of stock.' })
  lowOnly!: boolean | null;
}

@InputType('StockSetInput', { description: 'A count of what is physically there.' })
export class StockSetInput {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Code of an existing location.' })
  location!: string;

  @Field(() => Int, { description: 'Counted units, at least what is held and allocated.' })
  quantity!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The count the caller has seen (0 for a sku without a row): refused when it is another now.',
  })
  expectedQuantity!: number | null;

  @Field(() => String, { nullable: true, description: 'Why, for the history.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key changes nothing. Default: from the header.',
  })
  idempotencyKey!: string | null;
}

@InputType('StockAdjustInput', { description: 'A difference: goods that came, broke or went missing.' })
export class StockAdjustInput {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Code of an existing location.' })
  location!: string;

  @Field(() => Int, { description: 'Units to add; negative to take away.' })
  delta!: number;

  @Field(() => String, { description: 'Why, for the history.' })
  reason!: string;

  @Field(() => String, { description: 'A repeat with the same key changes nothing.' })
  idempotencyKey!: string;
}

@InputType('StockPolicySetInput', {
  description: 'How a sku is sold at a location. At least one setting; those left out stay as they are.',
})
export class StockPolicySetInput {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Code of a location where the sku was counted before.' })
  location!: string;

  @Field(() => Int, { nullable: true, description: 'Units that are never sold, 0 to 1,000,000.' })
  safetyStock!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether more than the available units may be promised.',
  })
  backorderable!: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Most units that may be promised beyond the goods, 0 to 1,000,000. Promises made stay made.',
  })
  backorderLimit!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'From this sellable quantity down shoppers see how many are left, 0 to 1,000,000.',
  })
  lowStockThreshold!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the row the caller has seen: refused when it is another now.',
  })
  expectedVersion!: number | null;
}
