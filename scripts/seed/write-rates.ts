import type { Queryable } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { insertRows } from './insert-rows';
import type { Row } from './insert-rows';
import { REGION_LIST } from './shop/regions';
import type { Region } from './shop/regions';

/** What one US dollar costs, in millionths: rates are made of whole numbers. */
const PER_DOLLAR: Readonly<Record<string, bigint>> = {
  USD: 1_000_000n,
  EUR: 920_000n,
  GBP: 790_000n,
  JPY: 150_000_000n,
  KWD: 307_000n,
};
const DECIMALS = 8;

/** How each region counts money and what it taxes, how orders are sent, and what currencies cost. */
export async function writeRates(tx: Queryable, now: Date): Promise<void> {
  await insertRows(
    tx,
    'region_setting',
    REGION_LIST.map(({ code, currency, rounding }) => ({ region: code, currency, rounding_mode: rounding })),
  );
  await insertRows(
    tx,
    'tax_rate',
    REGION_LIST.flatMap(({ code, taxRates, taxInclusive }) =>
      Object.entries(taxRates).map(([category, basisPoints]) => ({
        id: idFrom(`tax-rate:${code}:${category}`),
        region: code,
        category,
        basis_points: basisPoints,
        inclusive: taxInclusive,
      })),
    ),
  );
  await insertRows(tx, 'shipping_rate', REGION_LIST.flatMap(shippingRates));
  await insertRows(tx, 'currency_rate', currencyRates(now));
}

/** Standard, free from an order value on, and express, which costs three times as much and is free from four times that. */
function shippingRates({ code: region, currency, shipping }: Region): Row[] {
  const { feeMinor, freeFromMinor } = shipping;
  const rate = (code: string, fields: Row): Row => ({
    id: idFrom(`shipping-rate:${region}:${code}`),
    region,
    code,
    currency,
    active: true,
    ...fields,
  });
  return [
    rate('standard', {
      title: 'Standard',
      amount_minor: feeMinor,
      free_from_minor: freeFromMinor,
      estimated_days: 4,
      position: 0,
    }),
    rate('express', {
      title: 'Express',
      amount_minor: feeMinor * 3n,
      free_from_minor: freeFromMinor * 4n,
      estimated_days: 1,
      position: 1,
    }),
  ];
}

function currencyRates(now: Date): Row[] {
  const costs = Object.entries(PER_DOLLAR);
  return costs.flatMap(([base, basePerDollar]) =>
    costs
      .filter(([quote]) => quote !== base)
      .map(([quote, quotePerDollar]) => ({
        base,
        quote,
        rate: decimal((quotePerDollar * 10n ** BigInt(DECIMALS)) / basePerDollar),
        as_of: now,
        source: 'seed',
        version: 1,
      })),
  );
}

function decimal(scaled: bigint): string {
  const digits = scaled.toString().padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`;
}
