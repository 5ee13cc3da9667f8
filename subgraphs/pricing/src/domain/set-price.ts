import type { Money } from '@agora/platform/money';
import { checkNumber, firstRefusal } from './checks';
import { MAX_AMOUNT_MINOR, MAX_QUANTITY, isSku } from './price';
import type { Price } from './price';
import type { PriceBook } from './price-book';
import { refused, staleVersion } from './refusal';
import type { Refusal } from './refusal';

/** A new price of a sku in a book from a quantity on: the standing one, or one for a time. */
export interface SetPrice {
  readonly priceBookId: string;
  readonly sku: string;
  readonly minimumQuantity: number;
  readonly amount: Money;
  /** Undefined keeps what is there, null takes it away. */
  readonly compareAt?: Money | null | undefined;
  readonly floor?: Money | null | undefined;
  /** With either of them it is a price for a time, known by its beginning. Inclusive; undefined = since ever. */
  readonly validFrom?: Date | undefined;
  /** Exclusive; undefined = for ever. */
  readonly validUntil?: Date | undefined;
  /** The version the caller has seen; 0 = there is no price yet; undefined = any. */
  readonly expectedVersion: number | undefined;
}

/** What is there before the change. */
export interface PriceFacts {
  readonly book: PriceBook | undefined;
  /** The price with the same sku, tier and beginning. */
  readonly current: Price | undefined;
  /** Id of a price that is not there yet. */
  readonly newId: string;
  readonly now: Date;
}

/** `unchanged`: it already costs that; nothing is to be written. */
export type PriceDecision =
  | { readonly kind: 'set'; readonly price: Price }
  | { readonly kind: 'unchanged'; readonly price: Price }
  | Refusal;

/**
 * Decides about a new price. A comparison price that the new price reaches goes away: it would no longer be one; a floor above it
 * comes down with it. Refused: unknown book, another currency than the book's, a value out of bounds, a window that
 * is over, a comparison price that is not above or a floor that is above the price it is given with, a stale version.
 */
export function decideSetPrice(command: SetPrice, facts: PriceFacts): PriceDecision {
  const { book, current } = facts;
  if (book === undefined) return refused('NOT_FOUND', 'There is no such price book.', 'priceBookId');
  const refusal = firstRefusal(
    () => checkPlace(command),
    () => checkCurrencies(command, book),
    () => checkAmounts(command),
    () => checkWindow(command, facts),
    () => staleVersion(command.expectedVersion, current?.version ?? 0),
  );
  if (refusal !== undefined) return refusal;
  const price = nextPrice(command, current, facts.newId);
  return current !== undefined && isSame(price, current)
    ? { kind: 'unchanged', price: current }
    : { kind: 'set', price };
}

function nextPrice(command: SetPrice, current: Price | undefined, newId: string): Price {
  const { amountMinor } = command.amount;
  const compareAtMinor = kept(command.compareAt, current?.compareAtMinor);
  const floorMinor = kept(command.floor, current?.floorMinor);
  return {
    id: current?.id ?? newId,
    priceBookId: command.priceBookId,
    sku: command.sku,
    minimumQuantity: command.minimumQuantity,
    amountMinor,
    compareAtMinor: compareAtMinor !== undefined && compareAtMinor > amountMinor ? compareAtMinor : undefined,
    floorMinor: floorMinor !== undefined && floorMinor > amountMinor ? amountMinor : floorMinor,
    version: (current?.version ?? 0) + 1,
    validFrom: command.validFrom,
    validUntil: command.validUntil,
  };
}

function kept(next: Money | null | undefined, old: bigint | undefined): bigint | undefined {
  return next === undefined ? old : next?.amountMinor;
}

function isSame(one: Price, other: Price): boolean {
  return (
    one.amountMinor === other.amountMinor &&
    one.compareAtMinor === other.compareAtMinor &&
    one.floorMinor === other.floorMinor &&
    one.validUntil?.getTime() === other.validUntil?.getTime()
  );
}

function checkPlace({ sku, minimumQuantity }: SetPrice): Refusal | undefined {
  if (!isSku(sku)) return refused('INVALID_VALUE', 'This is not a sku.', 'sku');
  return checkNumber(minimumQuantity, { min: 1, max: MAX_QUANTITY }, ['minimumQuantity']);
}

function checkCurrencies(command: SetPrice, book: PriceBook): Refusal | undefined {
  const fields = [
    ['amount', command.amount],
    ['compareAtPrice', command.compareAt],
    ['floorPrice', command.floor],
  ] as const;
  const wrong = fields.find(([, money]) => money != null && money.currency !== book.currency);
  return wrong === undefined
    ? undefined
    : refused('CURRENCY_MISMATCH', `The price book is in ${book.currency}.`, wrong[0]);
}

function checkAmounts({ amount, compareAt, floor }: SetPrice): Refusal | undefined {
  const { amountMinor } = amount;
  if (amountMinor < 0n || amountMinor > MAX_AMOUNT_MINOR) {
    return refused('INVALID_VALUE', 'A price must not be negative or beyond 10^12 smallest units.', 'amount');
  }
  if (
    compareAt != null &&
    (compareAt.amountMinor <= amountMinor || compareAt.amountMinor > MAX_AMOUNT_MINOR)
  ) {
    return refused(
      'INVALID_VALUE',
      'Must be above the price, at most 10^12 smallest units.',
      'compareAtPrice',
    );
  }
  return floor != null && (floor.amountMinor < 0n || floor.amountMinor > amountMinor)
    ? refused('INVALID_VALUE', 'Must be from 0 to the price.', 'floorPrice')
    : undefined;
}

function checkWindow({ validFrom, validUntil }: SetPrice, { current, now }: PriceFacts): Refusal | undefined {
  if (validUntil === undefined) return undefined;
  if (validFrom !== undefined && validUntil <= validFrom) {
    return refused('INVALID_VALUE', 'Must be after the beginning.', 'validUntil');
  }
  return validUntil <= now && validUntil.getTime() !== current?.validUntil?.getTime()
    ? refused('INVALID_VALUE', 'Must be in the future.', 'validUntil')
    : undefined;
}
