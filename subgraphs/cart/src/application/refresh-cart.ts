import type { Clock } from '@agora/platform/time';
import { isSameProblems, nextProblems, problem } from '../domain/problems';
import type { CartProblem, ProblemDraft } from '../domain/problems';
import { isAboutStock, shortage, unheldUnits } from '../domain/stock-problems';
import { unavailableLines } from '../domain/variant-problems';
import type { CartStore, PriceQuotes, QuotedCost, StoredCart, VariantCatalog } from './ports';
import { settleQuote } from './settle-quote';
import type { QuoteStep } from './settle-quote';
import type { StockOutlook } from './stock-outlook';
import { backgroundTrail } from './trail';

export interface RefreshCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitPricing' | 'changeStatus'>;
  readonly quotes: PriceQuotes;
  readonly stock: StockOutlook;
  readonly variants: VariantCatalog;
  readonly clock: Clock;
}

/** What became of a look at a cart: the version it made, nothing to do, or somebody else was faster. */
export type RefreshOutcome = number | 'unchanged' | 'moved';

/**
 * Looks at an open cart anew, in the background: its prices and coupons, whether what it does not hold can still be had, whether
 * what it was promised has come in, and whether everything in it is still sold. Commits only when something about it is different, or when its cost is behind its
 * lines. While a line has no price the cost stays what it was, and the line is told to be unavailable.
 * @throws AppError of pricing, inventory or catalog (retriable).
 */
export async function refreshCart(deps: RefreshCartDeps, cartId: string): Promise<RefreshOutcome> {
  const cart = await deps.store.read(cartId);
  if (cart === undefined || !isOpen(cart)) return 'unchanged';
  const [quote, stock, late, variants] = await Promise.all([
    deps.quotes.quoteAfterChange(cart, cart.lines),
    stockProblems(deps, cart),
    lateLines(deps, cart),
    deps.variants.find([...new Set(cart.lines.map(({ sku }) => sku))], null),
  ]);
  const found = [...stock, ...late, ...unavailableLines(cart.lines, variants)];
  const now = deps.clock.now();
  if ('unpriced' in quote)
    return commitProblems(deps, cart, [...found, ...withoutPrice(cart, quote.unpriced)], now);
  return commitDifference(deps, cart, quote, { found, isCured: isLookedFor, now });
}

function isLookedFor(one: CartProblem): boolean {
  if (one.code === 'VARIANT_UNAVAILABLE' || one.code === 'BACKORDERED') return true;
  return isAboutStock(one) && one.code !== 'RESERVATION_EXPIRED';
}

function withoutPrice(cart: StoredCart, unpriced: readonly string[]): ProblemDraft[] {
  return cart.lines
    .filter(({ sku }) => unpriced.includes(sku))
    .map(({ id, sku }) => problem('VARIANT_UNAVAILABLE', { lineId: id, about: sku, isBlocking: true }));
}

async function commitProblems(
  { store }: Pick<RefreshCartDeps, 'store'>,
  cart: StoredCart,
  found: readonly ProblemDraft[],
  now: Date,
): Promise<RefreshOutcome> {
  const problems = nextProblems(cart.problems, isLookedFor, found, now);
  if (isSameProblems(cart.problems, problems)) return 'unchanged';
  const { status, lockedByOrderId } = cart;
  const step = { status, cause: 'STOCK_CHANGED', lockedByOrderId, problems } as const;
  const outcome = await store.changeStatus(
    cart.id,
    (newest) => (newest.version === cart.version ? step : undefined),
    backgroundTrail(),
  );
  return outcome.kind === 'done' && outcome.isNew ? outcome.version : 'moved';
}

export interface CatchUpDeps extends Pick<RefreshCartDeps, 'quotes' | 'clock'> {
  readonly store: Pick<CartStore, 'read' | 'commitPricing'>;
}

/** {@link refreshCart} for the cost alone, and only when it is behind the lines. One statement when it is not. */
export async function catchUpCost(deps: CatchUpDeps, cartId: string): Promise<RefreshOutcome> {
  const cart = await deps.store.read(cartId);
  if (cart === undefined || !isOpen(cart) || cart.pricedVersion === cart.version) return 'unchanged';
  const quote = await deps.quotes.quote(cart, cart.lines, null);
  // What has no price is told by the look at the whole cart.
  if ('unpriced' in quote) return 'unchanged';
  return commitDifference(deps, cart, quote, { now: deps.clock.now() });
}

async function commitDifference(
  { store }: Pick<CatchUpDeps, 'store'>,
  cart: StoredCart,
  quote: QuotedCost,
  step: QuoteStep,
): Promise<RefreshOutcome> {
  const settled = settleQuote(cart, quote, step);
  const arePricesSame =
    settled.priced.every(({ isChanged }) => !isChanged) && isSameCost(cart, quote.cost.totalMinor);
  const areProblemsSame = isSameProblems(cart.problems, settled.problems);
  if (cart.pricedVersion === cart.version && arePricesSame && areProblemsSame) return 'unchanged';
  const tellsOfPrices = !isSameProblems(
    cart.problems.filter(isAboutPrice),
    settled.problems.filter(isAboutPrice),
  );
  const isOfStock = arePricesSame && !areProblemsSame && !tellsOfPrices;
  const cause = isOfStock ? 'STOCK_CHANGED' : 'PRICE_CHANGED';
  const { couponCodes } = cart;
  const commit = { cart, cause, ...settled, couponCodes, isActivity: false, claim: null } as const;
  return (await store.commitPricing({ ...commit, trail: backgroundTrail() })) ? cart.version + 1 : 'moved';
}

/** Only of lines that are not held whole: what is held can be had. */
async function stockProblems(
  { stock }: RefreshCartDeps,
  cart: StoredCart,
): Promise<ReturnType<typeof shortage>[]> {
  const unheld = cart.lines.filter((line) => unheldUnits(line, cart.problems) > 0);
  if (unheld.length === 0) return [];
  const available = await stock.available([...new Set(unheld.map(({ sku }) => sku))], cart.region);
  return unheld.flatMap((line) => {
    const left = available.get(line.sku);
    const missing = unheldUnits(line, cart.problems);
    if (left === undefined || left >= missing) return [];
    // Of a line that is held in part the problem remembers how many that are.
    return [shortage(line, line.reservedAt === null ? left : line.quantity - missing)];
  });
}

/** Of the lines that waited for goods those that still do. Asks nobody when none did. */
async function lateLines({ stock }: RefreshCartDeps, { id, problems }: StoredCart): Promise<ProblemDraft[]> {
  const waiting = problems.filter(({ code }) => code === 'BACKORDERED');
  if (waiting.length === 0) return [];
  const late = await stock.backordered(id);
  return waiting.filter(({ about }) => about !== null && late.has(about));
}

function isAboutPrice({ code }: CartProblem): boolean {
  return code.startsWith('PRICE_') || code === 'COUPON_NOT_APPLICABLE';
}

function isOpen({ status }: StoredCart): boolean {
  return status === 'ACTIVE' || status === 'ABANDONED';
}

function isSameCost({ cost, lines }: StoredCart, totalMinor: bigint): boolean {
  return cost === null ? lines.length === 0 : cost.totalMinor === totalMinor;
}
