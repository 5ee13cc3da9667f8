import { DateTimeScalar, DecimalScalar, Money, UserError } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PriceBook } from './price-book.type';
import { RoundingMode } from './rounding-mode.enum';
import { TaxRate } from './tax-rate.type';

@ObjectType('CurrencyRate', { description: 'What one unit of a currency costs in another.' })
export class CurrencyRate {
  @Field(() => String, { description: 'ISO 4217 code.' })
  base!: string;

  @Field(() => String, { description: 'ISO 4217 code.' })
  quote!: string;

  @Field(() => DecimalScalar, { description: 'One unit of the base costs so much of the quote currency.' })
  rate!: string;

  @Field(() => DateTimeScalar, { description: 'The moment the rate is of.' })
  asOf!: Date;
}

@ObjectType('ShippingRate', { description: 'A way to send an order, and what it costs.' })
export class ShippingRate {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Tenant region.' })
  region!: string;

  @Field(() => String, { description: 'Names it within region and currency.' })
  code!: string;

  @Field(() => String, { description: 'Name as shown.' })
  title!: string;

  @Field(() => Money, { description: 'What it costs.' })
  amount!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'From this order value (after discounts) on it costs nothing; null = never.',
  })
  freeFrom!: Money | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives; null = not known.' })
  estimatedDays!: number | null;

  @Field(() => Int, { description: 'Lower comes first.' })
  position!: number;

  @Field(() => Boolean, { description: 'Whether it is offered.' })
  active!: boolean;
}

@ObjectType('RegionSetting', { description: 'How a region counts money.' })
export class RegionSetting {
  @Field(() => String, { description: 'Tenant region.' })
  region!: string;

  @Field(() => String, { description: 'ISO 4217 code it is quoted in unless another one is asked for.' })
  currencyCode!: string;

  @Field(() => RoundingMode, { description: 'How halves of the smallest unit are rounded.' })
  roundingMode!: RoundingMode;
}

@ObjectType('PriceBookPayload', { description: 'What became of a change of a price book.' })
export class PriceBookPayload {
  @Field(() => PriceBook, { nullable: true, description: 'The book as it is now; null when there is none.' })
  priceBook!: PriceBook | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('TaxRatePayload', { description: 'What became of setting a tax rate.' })
export class TaxRatePayload {
  @Field(() => TaxRate, { nullable: true, description: 'The rate as it is now; null on a refusal.' })
  taxRate!: TaxRate | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('ShippingRatePayload', { description: 'What became of setting a shipping rate.' })
export class ShippingRatePayload {
  @Field(() => ShippingRate, { nullable: true, description: 'The rate as it is now; null on a refusal.' })
  shippingRate!: ShippingRate | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('RegionSettingPayload', { description: 'What became of setting a region.' })
export class RegionSettingPayload {
  @Field(() => RegionSetting, { nullable: true, description: 'The region as it is now; null on a refusal.' })
  regionSetting!: RegionSetting | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('CurrencyRatePayload', { description: 'What became of setting an exchange rate.' })
export class CurrencyRatePayload {
  @Field(() => CurrencyRate, {
    nullable: true,
    description: 'The rate as it is now; null when there is none.',
  })
  currencyRate!: CurrencyRate | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
