import type { PriceContext } from './price-context';

/** A list of prices in one currency, for whom it names. */
export interface PriceBook {
  readonly id: string;
  readonly name: string;
  /** Undefined where the book is for everybody. */
  readonly region: string | undefined;
  readonly channel: string | undefined;
  readonly segment: string | undefined;
  /** ISO 4217. */
  readonly currency: string;
  readonly active: boolean;
}

// Whom a book is for weighs more than where it sells, and that more than in which region.
const WEIGHT = { segment: 4, channel: 2, region: 1 } as const;

/**
 * The active books that are for this context, the most specific first, equally specific ones by id: the same books
 * always give the same order, whatever order they come in.
 */
export function booksFor(context: PriceContext, books: Iterable<PriceBook>): PriceBook[] {
  return [...books].filter((book) => isFor(context, book)).sort(bySpecificity);
}

function isFor(context: PriceContext, book: PriceBook): boolean {
  return (
    book.active &&
    book.currency === context.currency &&
    (book.region ?? context.region) === context.region &&
    (book.channel === undefined || book.channel === context.channel) &&
    (book.segment === undefined || context.segments.includes(book.segment))
  );
}

function bySpecificity(left: PriceBook, right: PriceBook): number {
  const difference = specificity(right) - specificity(left);
  if (difference !== 0) return difference;
  return left.id < right.id ? -1 : 1;
}

function specificity(book: PriceBook): number {
  return (
    (book.segment === undefined ? 0 : WEIGHT.segment) +
    (book.channel === undefined ? 0 : WEIGHT.channel) +
    (book.region === undefined ? 0 : WEIGHT.region)
  );
}
