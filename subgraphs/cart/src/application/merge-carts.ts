import { AppError } from '@agora/platform/errors';
import type { Complete } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import { lineIdentity, nothingKnown } from '../domain/cart';
import type { CartLine } from '../domain/cart';
import { touchedSkuQuantities } from '../domain/change';
import { mergedCoupons } from '../domain/coupons';
import { decideMerge, takenOver } from '../domain/merge';
import type { MergeDecision, MergeLine, MergeStrategy } from '../domain/merge';
import { newProblems } from '../domain/problems';
import type { CartProblem } from '../domain/problems';
import type { CartRejection } from '../domain/rejections';
import type {
  CartNews,
  CartStore,
  LinesCommit,
  PriceQuotes,
  QuotedCost,
  StoredCart,
  Unpriced,
} from './ports';
import { settleLines } from './settle-lines';
import type { StockReservations } from './stock-ports';
import { toStoredWarnings } from './stored-answer';
import { trailOf } from './trail';

export interface MergeDeps {
  readonly store: Pick<
    CartStore,
    'read' | 'findCurrent' | 'commitMerge' | 'commitTakeover' | 'readMergeReport'
  >;
  readonly quotes: PriceQuotes;
  readonly reservations: Pick<StockReservations, 'merge'>;
  readonly news: CartNews;
  readonly clock: Clock;
}

export interface MergeRequest {
  /** The guest cart; the caller has checked that it may be taken. */
  readonly source: StoredCart;
  readonly customerId: string;
  readonly strategy: MergeStrategy;
  readonly context: OperationContext;
  /** Stores the idempotent outcome in the transaction of the merge. */
  readonly complete: Complete;
}

export type MergeOutcome =
  | {
      readonly kind: 'merged';
      readonly cartId: string;
      readonly report: readonly MergeLine[];
      /** False when the cart had gone there before. */
      readonly isNew: boolean;
      /** What the merge made wrong. */
      readonly warnings?: readonly CartProblem[];
    }
  | { readonly kind: 'refused'; readonly rejection: CartRejection };

const MAX_ROUNDS = 8;

/**
 * Makes a guest cart the customer's: as it is when they have none open in its store and channel, else its lines go into the
 * open one by the strategy and it is closed, in one transaction in which both are locked. What is held for it moves before the
 * answer while inventory answers, else with the event. Parallel merges of one cart have one effect and one answer.
 *
 * Prices are those of the customer's cart. What has none there is left out and reported; while pricing is away, prices that
 * both carts have are used and the cart is an estimate until it is priced again.
 *
 * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable; nothing was merged) when pricing is away and the
 *   carts are of different currencies.
 */
export async function mergeCarts(deps: MergeDeps, request: MergeRequest): Promise<MergeOutcome> {
  let source: StoredCart | undefined = request.source;
  for (let round = 0; round < MAX_ROUNDS && source !== undefined; round += 1) {
    const outcome = await mergeOnce(deps, { ...request, source });
    if (outcome !== 'moved') return outcome;
    source = await deps.store.read(source.id);
  }
  return no(source === undefined ? { kind: 'CART_NOT_FOUND' } : { kind: 'CART_BUSY' });
}

async function mergeOnce(deps: MergeDeps, request: MergeRequest): Promise<MergeOutcome | 'moved'> {
  const { source, customerId } = request;
  const { store } = deps;
  if (source.status === 'MERGED' || source.customerId !== null) return mergedBefore(deps, source, customerId);
  if (source.status === 'LOCKED') return no({ kind: 'CART_LOCKED' });
  if (source.status !== 'ACTIVE' && source.status !== 'ABANDONED')
    return no({ kind: 'CART_CLOSED', status: source.status });
  const { storeId, channel } = source;
  const target = await store.findCurrent({ customerId, sessionId: null, storeId, channel });
  if (target === undefined) return takeOver(deps, request);
  return target.status === 'LOCKED' ? no({ kind: 'CART_LOCKED' }) : mergeInto(deps, request, target);
}

async function mergedBefore(
  { store }: MergeDeps,
  source: StoredCart,
  customerId: string,
): Promise<MergeOutcome> {
  const cartId = source.mergedIntoId ?? source.id;
  const cart = source.mergedIntoId === null ? source : await store.read(source.mergedIntoId);
  if (cart?.customerId !== customerId) return no({ kind: 'CART_NOT_FOUND' });
  return { kind: 'merged', cartId, report: await store.readMergeReport(source.id), isNew: false };
}

async function takeOver(
  { store, news }: MergeDeps,
  { source, customerId, context, complete }: MergeRequest,
): Promise<MergeOutcome | 'moved'> {
  const report = takenOver(source);
  const commit = { cart: source, customerId, report, claim: null, trail: trailOf(context) };
  const outcome = { cartId: source.id, sourceCartId: source.id };
  if (!(await store.commitTakeover(commit, (tx) => complete(tx, outcome)))) return 'moved';
  news.committed(source.id, source.version + 1);
  return { kind: 'merged', cartId: source.id, report, isNew: true };
}

async function mergeInto(
  deps: MergeDeps,
  request: MergeRequest,
  target: StoredCart,
): Promise<MergeOutcome | 'moved'> {
  const { source, context, complete } = request;
  const couponCodes = mergedCoupons(source, target);
  // What was promised and agreed to goes over with the lines.
  const both = { ...target, couponCodes, lines: [...target.lines, ...newLines(source, target)] };
  const { decision, quote, isExact } = await priced(deps, request, target, both);
  const { change } = decision;
  const now = deps.clock.now();
  const settled = settleLines({ cart: both, change, quote, isExact, backordered: new Map(), now });
  const commit: LinesCommit = {
    cart: target,
    change,
    ...settled,
    couponCodes,
    operationId: newId(),
    reservedUntil: laterOf(source.reservedUntil, target.reservedUntil, now),
    claim: null,
    trail: trailOf(context),
    mergedFrom: { cartId: source.id, version: source.version + 1 },
  };
  const stored = toStoredWarnings(target.problems, settled.problems);
  const outcome = { cartId: target.id, sourceCartId: source.id, warnings: stored };
  const merge = { target: commit, source, report: decision.report };
  if (!(await deps.store.commitMerge(merge, (tx) => complete(tx, outcome)))) return 'moved';
  deps.news.committed(source.id, source.version + 1);
  deps.news.committed(target.id, target.version + 1);
  if (!isExact) deps.news.estimated(target.id);
  await moveHold(deps, commit, source, context);
  const warnings = newProblems(target.problems, settled.problems);
  return { kind: 'merged', cartId: target.id, report: decision.report, isNew: true, warnings };
}

// The event moves it anyway: a shopper does not wait long for less than a checkout that follows at once.
const MOVE_WITHIN_MS = 1_000;

async function moveHold(
  { reservations }: Pick<MergeDeps, 'reservations'>,
  { cart, change }: LinesCommit,
  source: StoredCart,
  context: OperationContext,
): Promise<void> {
  const quantities = new Map([...touchedSkuQuantities(change)].filter(([, quantity]) => quantity > 0));
  if (quantities.size === 0) return;
  const { id, region, storeId, version } = cart;
  const merge = {
    source: { id: source.id, version: source.version + 1 },
    cart: { id, region, storeId, version: version + 1 },
    quantities,
  };
  const soon = { ...context, deadline: context.deadline.within(MOVE_WITHIN_MS) };
  await reservations.merge(merge, soon).catch((error: unknown) => {
    context.log.info({ err: error, cartId: id }, 'a merged hold moves with its event');
  });
}

interface Priced {
  readonly decision: MergeDecision;
  readonly quote: QuotedCost;
  /** Whether the quote is of exactly the lines afterwards. */
  readonly isExact: boolean;
}

async function priced(
  { quotes, clock }: MergeDeps,
  { source, strategy, context }: MergeRequest,
  target: StoredCart,
  both: StoredCart,
): Promise<Priced> {
  const all = decideMerge(source, target, { strategy, unpriced: new Set() });
  let first: QuotedCost | Unpriced;
  try {
    first = await quotes.quote(both, all.change.resulting, context);
  } catch (error) {
    if (!(error instanceof AppError) || source.currency !== target.currency) throw error;
    return {
      decision: all,
      quote: knownPrices([...source.lines, ...target.lines], clock.now()),
      isExact: false,
    };
  }
  if (!('unpriced' in first)) return { decision: all, quote: first, isExact: true };
  const decision = decideMerge(source, target, { strategy, unpriced: new Set(first.unpriced) });
  const second = await quotes.quote(both, decision.change.resulting, context);
  if (!('unpriced' in second)) return { decision, quote: second, isExact: true };
  // The customer's cart itself has something without a price: only what changes is quoted.
  const third = await quotes.quote(both, decision.change.lines, context);
  if ('unpriced' in third)
    throw new AppError('DOWNSTREAM_UNAVAILABLE', 'prices changed while carts were merged');
  return { decision, quote: third, isExact: false };
}

/** The lines of the guest's cart that the customer's does not have; none when their prices are in another currency. */
function newLines(source: StoredCart, target: StoredCart): readonly CartLine[] {
  if (source.currency !== target.currency) return [];
  const known = new Set(target.lines.map(lineIdentity));
  return source.lines.filter((line) => !known.has(lineIdentity(line)));
}

/** The prices that the lines of both carts have. */
function knownPrices(lines: readonly CartLine[], now: Date): QuotedCost {
  const ends = lines.map(({ priceValidUntil }) => priceValidUntil.getTime());
  const quotedUntil = ends.length === 0 ? now : new Date(Math.min(...ends));
  const unitPrices = new Map(lines.map(({ sku, unitPriceMinor }) => [sku, unitPriceMinor]));
  return { cost: nothingKnown(quotedUntil), offers: new Map(), unitPrices };
}

/** Until when the merged cart is held: as long as one of both is; null leaves it to what the customer's cart says. */
function laterOf(source: Date | null, target: Date | null, now: Date): Date | null {
  if (source === null || source <= now) return null;
  return target !== null && target > source ? target : source;
}

function no(rejection: CartRejection): MergeOutcome {
  return { kind: 'refused', rejection };
}
