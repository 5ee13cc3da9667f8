import { isCurrency } from '@agora/platform/money';
import type { Money } from '@agora/platform/money';
import { checkNumber, checkText, firstRefusal } from './checks';
import { isRate } from './exchange-rate';
import { MAX_AMOUNT_MINOR } from './price';
import type { PriceBook } from './price-book';
import { refused } from './refusal';
import type { Refusal } from './refusal';
import type { RegionSetting } from './region-setting';
import type { ShippingRate } from './shipping-rate';
import type { TaxRate } from './tax-rate';

const MAX_NAME = 200;
const REGION = /^[A-Z0-9][A-Z0-9_-]{0,31}$/;
const WORD = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
const TAX = { min: 0, max: 10_000 };
const DAYS = { min: 0, max: 365 };
const POSITION = { min: -1_000, max: 1_000 };

type Regions = ReadonlySet<string>;

/** Refuses a book whose name, region or currency cannot be, or whose currency is to change: its prices are in it. */
export function checkPriceBook(
  book: PriceBook,
  { before, regions }: { readonly before: PriceBook | undefined; readonly regions: Regions },
): Refusal | undefined {
  return firstRefusal(
    () => checkText(book.name, MAX_NAME, ['name']),
    () => checkRegion(book.region, regions),
    () => checkWord(book.channel, 'channel'),
    () => checkWord(book.segment, 'segment'),
    () => checkCurrency(book.currency, 'currencyCode'),
    () =>
      before !== undefined && before.currency !== book.currency
        ? refused('CURRENCY_MISMATCH', `The prices of the book are in ${before.currency}.`, 'currencyCode')
        : undefined,
  );
}

/** Refuses a rate for an unknown region or beyond 100 %. */
export function checkTaxRate(rate: Omit<TaxRate, 'id'>, regions: Regions): Refusal | undefined {
  return firstRefusal(
    () => checkRegion(rate.region, regions),
    () => checkWord(rate.category, 'category'),
    () => checkNumber(rate.basisPoints, TAX, ['basisPoints']),
  );
}

/** A way to send an order as staff wants it. */
export interface ShippingDraft extends Omit<
  ShippingRate,
  'id' | 'currency' | 'amountMinor' | 'freeFromMinor'
> {
  readonly amount: Money;
  readonly freeFrom: Money | undefined;
}

/** Refuses an unknown region, a code that cannot be, negative amounts and amounts of two currencies. */
export function checkShippingRate(draft: ShippingDraft, regions: Regions): Refusal | undefined {
  const { amount, freeFrom } = draft;
  return firstRefusal(
    () => checkRegion(draft.region, regions),
    () => checkWord(draft.code, 'code'),
    () => checkText(draft.title, MAX_NAME, ['title']),
    () => checkAmount(amount, 'amount'),
    () => (freeFrom === undefined ? undefined : checkAmount(freeFrom, 'freeFrom')),
    () =>
      freeFrom !== undefined && freeFrom.currency !== amount.currency
        ? refused('CURRENCY_MISMATCH', `The amount is in ${amount.currency}.`, 'freeFrom')
        : undefined,
    () => checkNumber(draft.estimatedDays, DAYS, ['estimatedDays']),
    () => checkNumber(draft.position, POSITION, ['position']),
  );
}

/** Refuses a name that cannot be a region's and an unknown currency. */
export function checkRegionSetting({ region, currency }: RegionSetting): Refusal | undefined {
  return firstRefusal(
    () =>
      REGION.test(region)
        ? undefined
        : refused('INVALID_VALUE', 'Must have 1 to 32 of A-Z, 0-9, _ and -.', 'region'),
    () => checkCurrency(currency, 'currencyCode'),
  );
}

/** An exchange rate that staff states; without a rate the pair is a provider's again. */
export interface RateDraft {
  readonly base: string;
  readonly quote: string;
  readonly rate: string | undefined;
}

/** Refuses unknown currencies, a currency against itself, and what is no positive decimal of 10 digits on each side. */
export function checkRate({ base, quote, rate }: RateDraft): Refusal | undefined {
  return firstRefusal(
    () => checkCurrency(base, 'base'),
    () => checkCurrency(quote, 'quote'),
    () =>
      base === quote
        ? refused('INVALID_VALUE', 'Must be another currency than the base.', 'quote')
        : undefined,
    () =>
      rate === undefined || isRate(rate)
        ? undefined
        : refused(
            'INVALID_VALUE',
            'Must be positive, with at most 10 digits before and after the point.',
            'rate',
          ),
  );
}

function checkRegion(region: string | undefined, regions: Regions): Refusal | undefined {
  return region === undefined || regions.has(region)
    ? undefined
    : refused('INVALID_VALUE', 'Is not a region of this shop.', 'region');
}

function checkWord(word: string | undefined, field: string): Refusal | undefined {
  return word === undefined || WORD.test(word)
    ? undefined
    : refused('INVALID_VALUE', 'Must have 1 to 64 letters, digits, _ and -.', field);
}

function checkCurrency(code: string, field: string): Refusal | undefined {
  return isCurrency(code) ? undefined : refused('INVALID_VALUE', 'Is not a known currency code.', field);
}

function checkAmount({ amountMinor }: Money, field: string): Refusal | undefined {
  return amountMinor < 0n || amountMinor > MAX_AMOUNT_MINOR
    ? refused('INVALID_VALUE', 'Must not be negative or beyond 10^12 smallest units.', field)
    : undefined;
}
