import type { Money } from '@agora/platform/money';
import { MAX_AMOUNT_MINOR, MAX_QUANTITY, isSku } from './price';
import type { Price } from './price';
import type { PriceBook } from './price-book';
import { refused } from './refusal';
import type { Refusal } from './refusal';

/** A new standing price. */
export interface SetPrice {
  readonly priceBookId: string;
  readonly sku: string;
  readonly minimumQuantity: number;
  readonly amount: Money;
  /** The version the caller has seen; 0 = there is no price yet; undefined = any. */
  readonly expectedVersion: number | undefined;
}

/** What is there before the change. */
export interface PriceFacts {
  readonly book: PriceBook | undefined;
  /** The standing price of the same sku and tier. */
  readonly current: Price | undefined;
  /** Id of a price that is not there yet. */
  readonly newId: string;
}

/** `unchanged`: it already costs that; nothing is to be written. */
export type PriceDecision =
  | { readonly kind: 'set'; readonly price: Price }
  | { readonly kind: 'unchanged'; readonly price: Price }
  | Refusal;

/**
 * Decides about a new standing price. A comparison price that the new price reaches goes away: it would no longer be
 * one; a floor above it comes down with it. Refused: unknown book, another currency than the book's, a value out of bounds, a stale version.
 */
export function decideSetPrice(command: SetPrice, facts: PriceFacts): PriceDecision {
  const { book, current } = facts;
  if (book === undefined) return refused('NOT_FOUND', 'There is no such price book.', 'priceBookId');
  const refusal = invalidValue(command, book) ?? stale(command, current);
  if (refusal !== undefined) return refusal;
  if (current?.amountMinor === command.amount.amountMinor) return { kind: 'unchanged', price: current };
  return { kind: 'set', price: nextPrice(command, current, facts.newId) };
}

function nextPrice(command: SetPrice, current: Price | undefined, newId: string): Price {
  const { amountMinor } = command.amount;
  const compareAtMinor = current?.compareAtMinor;
  const floorMinor = current?.floorMinor;
  return {
    id: current?.id ?? newId,
    priceBookId: command.priceBookId,
    sku: command.sku,
    minimumQuantity: command.minimumQuantity,
    amountMinor,
    compareAtMinor: compareAtMinor !== undefined && compareAtMinor > amountMinor ? compareAtMinor : undefined,
    floorMinor: floorMinor !== undefined && floorMinor > amountMinor ? amountMinor : floorMinor,
    version: (current?.version ?? 0) + 1,
    validFrom: undefined,
    validUntil: undefined,
  };
}

function invalidValue({ sku, minimumQuantity, amount }: SetPrice, book: PriceBook): Refusal | undefined {
  if (!isSku(sku)) return refused('INVALID_VALUE', 'This is not a sku.', 'sku');
  if (minimumQuantity < 1 || minimumQuantity > MAX_QUANTITY) {
    return refused('INVALID_VALUE', `Must be from 1 to ${String(MAX_QUANTITY)}.`, 'minimumQuantity');
  }
  if (amount.currency !== book.currency) {
    return refused('CURRENCY_MISMATCH', `The price book is in ${book.currency}.`, 'amount');
  }
  return amount.amountMinor < 0n || amount.amountMinor > MAX_AMOUNT_MINOR
    ? refused('INVALID_VALUE', 'A price must not be negative or beyond 10^12 smallest units.', 'amount')
    : undefined;
}

function stale({ expectedVersion }: SetPrice, current: Price | undefined): Refusal | undefined {
  const currentVersion = current?.version ?? 0;
  if (expectedVersion === undefined || expectedVersion === currentVersion) return undefined;
  return { kind: 'versionConflict', expectedVersion, currentVersion };
}
