import type { Clock } from '@agora/platform/time';
import { isSameProblems } from '../domain/problems';
import { isAboutStock, shortage } from '../domain/stock-problems';
import { unavailableLines } from '../domain/variant-problems';
import type { CartStore, PriceQuotes, QuotedCost, StockOutlook, StoredCart, VariantCatalog } from './ports';
import { settleQuote } from './settle-quote';
import type { QuoteStep } from './settle-quote';
import { backgroundTrail } from './trail';

export interface RefreshCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitPricing'>;
  readonly quotes: PriceQuotes;
  readonly stock: StockOutlook;
  readonly variants: VariantCatalog;
  readonly clock: Clock;
}

/** What became of a look at a cart: the version it made, nothing to do, or somebody else was faster. */
export type RefreshOutcome = number | 'unchanged' | 'moved';

/**
 * Looks at an open cart anew, in the background: its prices and coupons, and whether what it does not hold can still be had.
 * Commits only when something about it is different, or when its cost is behind its lines.
 * @throws AppError of pricing or inventory (retriable). Error when a line has no price any more.
 */
export async function refreshCart(deps: RefreshCartDeps, cartId: string): Promise<RefreshOutcome> {
  const cart = await deps.store.read(cartId);
  if (cart === undefined || !isOpen(cart)) return 'unchanged';
  const [quote, stock, variants] = await Promise.all([
    quoteFor(deps, cart),
    stockProblems(deps, cart),
    deps.variants.find([...new Set(cart.lines.map(({ sku }) => sku))], null),
  ]);
  return commitDifference(deps, cart, quote, {
    found: [...stock, ...unavailableLines(cart.lines, variants)],
    isCured: (one) =>
      (isAboutStock(one) && one.code !== 'RESERVATION_EXPIRED') || one.code === 'VARIANT_UNAVAILABLE',
    now: deps.clock.now(),
  });
}

/** {@link refreshCart} for the cost alone, and only when it is behind the lines. One statement when it is not. */
export async function catchUpCost(
  deps: Pick<RefreshCartDeps, 'store' | 'quotes' | 'clock'>,
  cartId: string,
): Promise<RefreshOutcome> {
  const cart = await deps.store.read(cartId);
  if (cart === undefined || !isOpen(cart) || cart.pricedVersion === cart.version) return 'unchanged';
  return commitDifference(deps, cart, await quoteFor(deps, cart), { now: deps.clock.now() });
}

async function quoteFor({ quotes }: Pick<RefreshCartDeps, 'quotes'>, cart: StoredCart): Promise<QuotedCost> {
  const quote = await quotes.quote(cart, cart.lines, null);
  if ('unpriced' in quote) throw new Error(`no price for ${quote.unpriced.join(', ')}`);
  return quote;
}

async function commitDifference(
  { store }: Pick<RefreshCartDeps, 'store'>,
  cart: StoredCart,
  quote: QuotedCost,
  step: QuoteStep,
): Promise<RefreshOutcome> {
  const settled = settleQuote(cart, quote, step);
  const arePricesSame = settled.priced.length === 0 && isSameCost(cart, quote.cost.totalMinor);
  const areProblemsSame = isSameProblems(cart.problems, settled.problems);
  if (cart.pricedVersion === cart.version && arePricesSame && areProblemsSame) return 'unchanged';
  const cause = arePricesSame && !areProblemsSame ? 'STOCK_CHANGED' : 'PRICE_CHANGED';
  const { couponCodes } = cart;
  const commit = { cart, cause, ...settled, couponCodes, isActivity: false, claim: null } as const;
  return (await store.commitPricing({ ...commit, trail: backgroundTrail() })) ? cart.version + 1 : 'moved';
}

/** Only of lines that hold nothing: what is held can be had. */
async function stockProblems(
  { stock }: RefreshCartDeps,
  cart: StoredCart,
): Promise<ReturnType<typeof shortage>[]> {
  const unheld = cart.lines.filter(({ reservedAt }) => reservedAt === null);
  if (unheld.length === 0) return [];
  const available = await stock.available([...new Set(unheld.map(({ sku }) => sku))], cart.region);
  return unheld.flatMap((line) => {
    const left = available.get(line.sku);
    return left === undefined || left >= line.quantity ? [] : [shortage(line, left)];
  });
}

function isOpen({ status }: StoredCart): boolean {
  return status === 'ACTIVE' || status === 'ABANDONED';
}

function isSameCost({ cost, lines }: StoredCart, totalMinor: bigint): boolean {
  return cost === null ? lines.length === 0 : cost.totalMinor === totalMinor;
}
