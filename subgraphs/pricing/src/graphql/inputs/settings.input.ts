import { DecimalScalar, MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import { RoundingMode } from '../types/rounding-mode.enum';

const KEY = 'Makes the request repeatable, 1 to 200 characters.';

@InputType('PriceBookUpsertInput', { description: 'A price book to make, or all that one is from now on.' })
export class PriceBookUpsertInput {
  @Field(() => ID, { nullable: true, description: 'The book to change; null makes a new one.' })
  id?: string | null;

  @Field(() => String, { description: 'Its name, unique, 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'The only region it is for; null = all.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'The only channel it is for; null = all.' })
  channel?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The only customer segment it is for; null = everybody.',
  })
  segment?: string | null;

  @Field(() => String, { description: 'ISO 4217 code of its prices. Never changes.' })
  currencyCode!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether its prices count.' })
  active?: boolean | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('TaxRateSetInput', { description: 'The tax on a category of goods in a region.' })
export class TaxRateSetInput {
  @Field(() => String, { description: 'Tenant region.' })
  region!: string;

  @Field(() => String, {
    nullable: true,
    defaultValue: 'standard',
    description: 'Tax category of variants; "standard" also serves categories without a rate.',
  })
  category?: string | null;

  @Field(() => Int, { description: 'Hundredths of a percent, 0 to 10,000: 825 is 8.25 %.' })
  basisPoints!: number;

  @Field(() => Boolean, { description: 'Whether prices already contain it.' })
  inclusive!: boolean;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('ShippingRateSetInput', {
  description: 'A way to send orders within a region, and what it costs.',
})
export class ShippingRateSetInput {
  @Field(() => String, { description: 'Tenant region.' })
  region!: string;

  @Field(() => String, { description: 'Names it within region and currency, e.g. "express".' })
  code!: string;

  @Field(() => String, { description: 'Name as shown, 1 to 200 characters.' })
  title!: string;

  @Field(() => MoneyInput, { description: 'What it costs; not negative.' })
  amount!: MoneyInput;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'From this order value (after discounts) on it costs nothing; null = never.',
  })
  freeFrom?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, 0 to 365; null = not known.' })
  estimatedDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'Lower comes first, -1,000 to 1,000; the first one is chosen when nobody chooses.',
  })
  position?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it is offered.' })
  active?: boolean | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('RegionSettingSetInput', { description: 'How a region counts money.' })
export class RegionSettingSetInput {
  @Field(() => String, { description: 'Tenant region: 1 to 32 of A-Z, 0-9, hyphen, underscore.' })
  region!: string;

  @Field(() => String, { description: 'ISO 4217 code it is quoted in unless another one is asked for.' })
  currencyCode!: string;

  @Field(() => RoundingMode, {
    nullable: true,
    defaultValue: RoundingMode.HALF_EVEN,
    description: 'How halves of the smallest unit are rounded, in prices and tax alike.',
  })
  roundingMode?: RoundingMode | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CurrencyRateSetInput', {
  description: 'What one unit of a currency costs in another. No provider replaces it.',
})
export class CurrencyRateSetInput {
  @Field(() => String, { description: 'ISO 4217 code.' })
  base!: string;

  @Field(() => String, { description: 'ISO 4217 code.' })
  quote!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'Positive, at most 10 digits before and after the point. Null gives the pair back to the provider.',
  })
  rate?: string | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
