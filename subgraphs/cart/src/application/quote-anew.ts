import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { CartChangeCause } from '../domain/cart';
import { newProblems } from '../domain/problems';
import type { CartRejection } from '../domain/rejections';
import type { ChangeOwnCartDeps } from './change-own-cart';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartNews, CartStore, PriceQuotes, QuotedCost, StoredCart } from './ports';
import { settleQuote } from './settle-quote';
import type { QuoteStep } from './settle-quote';
import { trailOf } from './trail';

export interface QuoteAnewDeps extends ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitPricing'>;
  readonly quotes: PriceQuotes;
  readonly news: CartNews;
}

/** What the owner does that leaves the lines alone and the prices not. */
export interface QuoteAnew extends Omit<QuoteStep, 'now'> {
  readonly cause: CartChangeCause;
  readonly couponCodes: readonly string[];
  /** Refuses on what the quote says; undefined: it is committed. */
  readonly objection?: (quote: QuotedCost) => CartRejection | undefined;
  readonly claim: HeldClaim | null;
  readonly context: OperationContext;
}

/**
 * Quotes the cart as its owner wants it and commits that, if the version is still the one quoted.
 * @returns 'moved' when somebody was faster; nothing is written then.
 * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable; nothing was committed); ClaimLostError.
 */
export async function quoteAnew(
  { store, quotes, news, clock }: QuoteAnewDeps,
  cart: StoredCart,
  { cause, couponCodes, objection, claim, context, ...step }: QuoteAnew,
): Promise<CartOutcome | 'moved'> {
  const quote = await quotes.quote({ ...cart, couponCodes }, cart.lines, context);
  if ('unpriced' in quote)
    return refused(cart, ...quote.unpriced.map((sku) => ({ kind: 'PRICE_UNAVAILABLE' as const, sku })));
  const rejection = objection?.(quote);
  if (rejection !== undefined) return refused(cart, rejection);
  const isOver = ({ code, about }: { code: string; about: string | null }): boolean =>
    code === 'PAYMENT_FAILED' || (code === 'COUPON_NOT_APPLICABLE' && !couponCodes.includes(about ?? ''));
  const settled = settleQuote(cart, quote, { ...step, isCured: isOver, now: clock.now() });
  const commit = { cart, cause, ...settled, couponCodes, isActivity: true, claim, trail: trailOf(context) };
  if (!(await store.commitPricing(commit))) return 'moved';
  const version = cart.version + 1;
  news.committed(cart.id, version);
  const warnings = newProblems(cart.problems, settled.problems);
  return { kind: 'committed', cartId: cart.id, version, replayed: false, warnings };
}
