import { presentMoney } from '@agora/platform/schema';
import type { ExchangeRate } from '../domain/exchange-rate';
import type { Promotion } from '../domain/promotions/promotion';
import type { RegionSetting as Setting } from '../domain/region-setting';
import type { ShippingRate as Rate } from '../domain/shipping-rate';
import type { Discount } from './types/discount.type';
import { RoundingMode } from './types/rounding-mode.enum';
import type { CurrencyRate, RegionSetting, ShippingRate } from './types/settings.type';

/** An exchange rate as the API shows it. */
export function presentCurrencyRate({ base, quote, rate, asOf }: ExchangeRate): CurrencyRate {
  return { base, quote, rate, asOf };
}

/** A way to send as the API shows it. */
export function presentShippingRate({ currency, amountMinor, freeFromMinor, ...rate }: Rate): ShippingRate {
  return {
    ...rate,
    estimatedDays: rate.estimatedDays ?? null,
    amount: presentMoney({ amountMinor, currency }),
    freeFrom: freeFromMinor === undefined ? null : presentMoney({ amountMinor: freeFromMinor, currency }),
  };
}

/** A region as the API shows it. */
export function presentRegion({ region, currency, roundingMode }: Setting): RegionSetting {
  return { region, currencyCode: currency, roundingMode: RoundingMode[roundingMode] };
}

/** A promotion as everybody sees it. */
export function presentDiscount({ id, title, description, endsAt, couponRequired }: Promotion): Discount {
  return {
    promotionId: id,
    title,
    description: description ?? null,
    endsAt: endsAt ?? null,
    automatic: !couponRequired,
  };
}
