import { badInput } from '@agora/platform/errors';
import { isCurrency } from '@agora/platform/money';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { liveDiscounts } from '../application/live-discounts';
import type { PriceIndex } from '../application/price-index';
import type { PricingContext } from '../context';
import type { PriceLookup } from './price-lookup';
import { presentCurrencyRate, presentDiscount, presentShippingRate } from './present-settings';
import { Discount } from './types/discount.type';
import { CurrencyRate, ShippingRate } from './types/settings.type';

/** Rates and promotions that everybody may see, from memory. */
@Resolver()
export class RateQueries {
  constructor(
    private readonly index: PriceIndex,
    private readonly prices: PriceLookup,
  ) {}

  @Query(() => [CurrencyRate], {
    nullable: true,
    description:
      'What one unit of a currency costs in the others, by their code; empty when that is not known.',
  })
  currencyRates(
    @Arg('base', () => String, { description: 'ISO 4217 code.' }) base: string,
  ): readonly CurrencyRate[] {
    if (!isCurrency(base)) throw badInput('base', 'is not a known currency code');
    return this.index.exchangeRatesFrom(base).map(presentCurrencyRate);
  }

  @Query(() => [ShippingRate], {
    nullable: true,
    description: 'How an order of a region can be sent in a currency, the first choice first.',
  })
  shippingRates(
    @Arg('region', () => String, { description: 'Tenant region.' }) region: string,
    @Arg('currencyCode', () => String, {
      nullable: true,
      description: "ISO 4217 code; default the region's.",
    })
    currencyCode: string | null,
  ): readonly ShippingRate[] {
    const setting = this.index.region(region);
    if (setting === undefined) throw badInput('region', 'is not a region of this shop');
    const currency = currencyCode ?? setting.currency;
    if (!isCurrency(currency)) throw badInput('currencyCode', 'is not a known currency code');
    return this.index.shippingRates(region, currency).map(presentShippingRate);
  }

  @Query(() => [Discount], {
    nullable: true,
    description: 'Promotions that give now without a code, those that end first first.',
  })
  async discounts(
    @Arg('region', () => String, { nullable: true, description: 'Tenant region; default that of the shop.' })
    region: string | null,
    @Arg('channel', () => String, {
      nullable: true,
      description: 'Sales channel; default that of the shop.',
    })
    channel: string | null,
    @Arg('currencyCode', () => String, {
      nullable: true,
      description: "ISO 4217 code; default the shop's, else the region's.",
    })
    currencyCode: string | null,
    @Ctx() context: PricingContext,
  ): Promise<readonly Discount[]> {
    const place = await this.prices.resolve({ region, channel, currencyCode }, context);
    return liveDiscounts(this.index, place).map(presentDiscount);
  }
}
