import { parseOrderNumber } from './order-number';

/** One word of what somebody in the back office types to find an order. */
export type SearchTerm =
  | { readonly kind: 'orderNumber'; readonly orderNumber: string }
  | { readonly kind: 'email'; readonly email: string }
  /** Of the order or of its customer. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'sku'; readonly sku: string };

/** Longest text that is searched for. */
export const MAX_SEARCH_LENGTH = 200;
const MAX_TERMS = 5;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The words of a text by what they look like, at most five; an order is found when all of them fit it. */
export function readSearch(text: string): SearchTerm[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.slice(0, MAX_TERMS).map(termOf);
}

function termOf(word: string): SearchTerm {
  const orderNumber = parseOrderNumber(word);
  if (orderNumber !== undefined) return { kind: 'orderNumber', orderNumber };
  if (word.includes('@')) return { kind: 'email', email: word };
  return UUID.test(word) ? { kind: 'id', id: word.toLowerCase() } : { kind: 'sku', sku: word };
}
