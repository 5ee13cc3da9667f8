import type { QuoteLineRow } from '@agora/contracts/pricing/cart-quote';
import { badInput } from '@agora/platform/errors';
import type { LineToQuote } from '../domain/line-to-quote';

const FIELD = 'input.lines';
const DIGITS = /^\d{1,19}$/;

/**
 * The lines of a `CartQuoteInput`: rows as `QuoteLineRow` of the contracts has them. What a line may be, as how many, is
 * checked with every other quote.
 * @throws AppError `BAD_USER_INPUT` naming the row that is none.
 */
export function readQuoteRows(rows: unknown): LineToQuote[] {
  if (!Array.isArray(rows)) throw badInput(FIELD, 'must be a list of rows');
  return rows.map(readRow);
}

function readRow(row: unknown, index: number): LineToQuote {
  if (!isRow(row)) throw badInput(`${FIELD}.${String(index)}`, 'is not a row');
  const [sku, quantity, held, heldFor, attributes] = row;
  return {
    sku,
    quantity,
    attributes: attributes.length === 0 ? NONE : new Map(attributes),
    heldUnitPriceMinor: held === null ? undefined : BigInt(held),
    heldForQuantity: held === null ? undefined : (heldFor ?? undefined),
  };
}

const NONE: ReadonlyMap<string, string> = new Map();

function isRow(row: unknown): row is QuoteLineRow {
  if (!Array.isArray(row)) return false;
  const [sku, quantity, held, heldFor, attributes] = row as unknown[];
  const isLine = typeof sku === 'string' && Number.isInteger(quantity);
  return isLine && isPromise(held, heldFor) && Array.isArray(attributes) && attributes.every(isPair);
}

function isPromise(held: unknown, heldFor: unknown): boolean {
  const isPrice = held === null || (typeof held === 'string' && DIGITS.test(held));
  return isPrice && (heldFor === null || Number.isInteger(heldFor));
}

function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}
