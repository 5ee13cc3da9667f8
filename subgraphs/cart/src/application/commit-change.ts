import type { HeldClaim } from '@agora/platform/idempotency';
import { idFrom } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { admit } from '../domain/admission';
import { covers, increasesBySku, neededBySku } from '../domain/change';
import type { Decide, LinesChange } from '../domain/change';
import { withinGranted } from '../domain/partial-grant';
import type { FittedChange } from '../domain/partial-grant';
import type { CartRejection } from '../domain/rejections';
import { standingPrices } from '../domain/standing-prices';
import { newProblems } from '../domain/problems';
import { nothingKnown } from '../domain/cart';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type {
  CallingContext,
  CartNews,
  CartStore,
  CommitTrail,
  LinesCommit,
  PriceQuotes,
  QuotedCost,
  StoredCart,
  Unpriced,
} from './ports';
import type { ReserveOutcome, StockReservations } from './stock-ports';
import { settleLines } from './settle-lines';

export interface CommitDeps {
  readonly store: CartStore;
  readonly quotes: PriceQuotes;
  readonly reservations: StockReservations;
  readonly news: CartNews;
  readonly clock: Clock;
}

export interface CommitRequest {
  /** The state read by the caller, who has checked that it is the viewer's. */
  readonly cart: StoredCart;
  readonly expectedVersion: number | null;
  readonly decide: Decide;
  /** Commit what inventory grants a part of and report the rest. Default: all or nothing. */
  readonly allowPartial?: boolean;
  readonly operationId: string;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
  readonly context: CallingContext;
}

/** Rounds before giving up. A change needs another one only when what it reserved is not enough on the newer state. */
const MAX_ROUNDS = 8;

/**
 * The write path: decide on an unlocked snapshot, ask pricing and inventory in parallel and outside any
 * transaction, then write by compare-and-set. When the cart moved meanwhile, decide again under the row lock and keep
 * the reservation when it is enough for the newer state, as it always is for an add. If it is not ("set to 5" after
 * somebody removed three), give it back and start over on the new state under another operation id.
 *
 * When pricing does not answer, or has no price for a line that the change leaves alone, a change of skus whose prices still
 * hold is committed at these; its cost is an estimate until the cart is priced again. Without such a price it is a fault.
 *
 * A refusal gives back what was reserved. A fault of a request with a key gives nothing back: its repeat takes the
 * reservation over, or the lease ends it after inventory has asked whether the operation was committed.
 *
 * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable; nothing was committed); ClaimLostError.
 */
export async function commitChange(deps: CommitDeps, request: CommitRequest): Promise<CartOutcome> {
  let { cart } = request;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const operationId = round === 0 ? request.operationId : idFrom(`${request.operationId}#${String(round)}`);
    const outcome = await new Attempt(deps, request, operationId).run(cart);
    if (outcome !== 'moved') return outcome;
    const newer = await deps.store.read(cart.id);
    if (newer === undefined) return refused(null, { kind: 'CART_NOT_FOUND' });
    cart = newer;
  }
  return refused(cart, { kind: 'CART_BUSY' });
}

interface Prepared {
  /** Of the prices. */
  readonly currency: string;
  readonly quote: QuotedCost;
  /** False when pricing did not answer and the prices are those the cart had. */
  readonly isQuoted: boolean;
  readonly reservedUntil: Date | null;
  /** By sku, under this attempt's operation id. */
  readonly reserved: ReadonlyMap<string, number>;
  /** By sku, how many of them are still to come in. */
  readonly backordered: ReadonlyMap<string, number>;
}

interface Refusals {
  readonly rejections: readonly CartRejection[];
}

const NOTHING: ReadonlyMap<string, number> = new Map();
const NOTHING_TO_RESERVE: ReserveOutcome = { kind: 'granted', reservedUntil: null, granted: new Map() };

class Attempt {
  constructor(
    private readonly deps: CommitDeps,
    private readonly request: CommitRequest,
    private readonly operationId: string,
  ) {}

  async run(cart: StoredCart): Promise<CartOutcome | 'moved'> {
    const decision = this.decideOn(cart);
    if (!('change' in decision)) return decision;
    const prepared = await this.prepare(cart, decision.change);
    if (prepared === 'moved') return 'moved';
    if ('rejections' in prepared) return refused(cart, ...prepared.rejections);
    const fitted = this.fit(decision.change, prepared);
    const isExact = prepared.isQuoted && fitted.shortages.length === 0;
    const commit = this.commitOf(cart, fitted, prepared, isExact);
    const written = await this.deps.store.commitLines(commit);
    const isWritten = written !== undefined;
    const outcome = isWritten
      ? { ...this.committed(cart, commit), cart: written }
      : await this.underLock(cart.id, prepared);
    if (outcome === 'moved' || outcome.kind !== 'committed') await this.giveBack(cart.id, prepared);
    else this.tell(cart.id, outcome.version, isWritten && isExact);
    return outcome;
  }

  private tell(cartId: string, version: number, isPriced: boolean): void {
    this.deps.news.committed(cartId, version);
    if (!isPriced) this.deps.news.estimated(cartId);
  }

  private decideOn(cart: StoredCart): { readonly change: LinesChange } | CartOutcome {
    const obstacle = admit(cart, this.request.expectedVersion);
    if (obstacle !== undefined) return refused(cart, obstacle);
    const decision = this.request.decide(cart);
    if (decision.kind === 'rejected') return refused(cart, ...decision.rejections);
    if (decision.kind === 'unchanged') return { kind: 'unchanged', cartId: cart.id, version: cart.version };
    return { change: decision.change };
  }

  private async prepare(cart: StoredCart, change: LinesChange): Promise<Prepared | 'moved' | Refusals> {
    const reserved = neededBySku(cart, change);
    const [quote, reservation] = await Promise.allSettled([
      this.deps.quotes.quote(cart, change.resulting, this.request.context),
      this.reserve(cart, reserved),
    ]);
    if (reservation.status === 'rejected') throw reservation.reason;
    const answer = reservation.value;
    if (answer.kind === 'insufficient')
      return { rejections: answer.lines.map((line) => ({ kind: 'INSUFFICIENT_STOCK' as const, ...line })) };
    const price = await this.priceOf(cart, change, quote);
    if (price === undefined && quote.status === 'rejected') {
      // With a key, its repeat finds the reservation under the same operation id; without one nobody comes back for it.
      if (this.request.claim === null) await this.giveBack(cart.id, { reserved });
      throw quote.reason;
    }
    if (answer.kind === 'released' || price === undefined || 'rejections' in price) {
      await this.giveBack(cart.id, { reserved });
      return price !== undefined && 'rejections' in price ? price : 'moved';
    }
    const { reservedUntil, granted, backordered = NOTHING } = answer;
    return { ...price, currency: cart.currency, reservedUntil, reserved: granted, backordered };
  }

  /** The whole change, or, when a part is allowed, what was reserved enough for. */
  private fit(change: LinesChange, { reserved }: Prepared): FittedChange {
    return this.request.allowPartial === true ? withinGranted(change, reserved) : { change, shortages: [] };
  }

  /** What the change is committed at; undefined when pricing did not answer and the cart has no price that holds. */
  private async priceOf(
    cart: StoredCart,
    change: LinesChange,
    quote: PromiseSettledResult<QuotedCost | Unpriced>,
  ): Promise<Pick<Prepared, 'quote' | 'isQuoted'> | Refusals | undefined> {
    if (quote.status === 'fulfilled') {
      const answer = quote.value;
      if (!('unpriced' in answer)) return { quote: answer, isQuoted: true };
      const refusedSkus = answer.unpriced.filter((sku) => change.lines.some((line) => line.sku === sku));
      if (refusedSkus.length > 0)
        return { rejections: refusedSkus.map((sku) => ({ kind: 'PRICE_UNAVAILABLE' as const, sku })) };
    }
    const standing = this.standing(cart, change);
    if (standing !== undefined) return { quote: standing, isQuoted: false };
    return quote.status === 'fulfilled' ? this.priceAlone(cart, change) : undefined;
  }

  /** Prices of what changes alone: a line that the change leaves as it is has none, and the cart stays an estimate. */
  private async priceAlone(
    cart: StoredCart,
    change: LinesChange,
  ): Promise<Pick<Prepared, 'quote' | 'isQuoted'> | undefined> {
    const quote = await this.deps.quotes
      .quote(cart, change.lines, this.request.context)
      .catch(() => undefined);
    return quote === undefined || 'unpriced' in quote ? undefined : { quote, isQuoted: false };
  }

  private standing(cart: StoredCart, change: LinesChange): QuotedCost | undefined {
    const standing = standingPrices(cart, change, this.deps.clock.now());
    if (standing === undefined) return undefined;
    const { unitPrices, validUntil } = standing;
    return { cost: nothingKnown(validUntil), offers: new Map(), unitPrices };
  }

  private reserve(cart: StoredCart, increases: ReadonlyMap<string, number>): Promise<ReserveOutcome> {
    const { operationId } = this;
    return increases.size === 0
      ? Promise.resolve(NOTHING_TO_RESERVE)
      : this.deps.reservations.reserve(
          { operationId, cart, increases, allowPartial: this.request.allowPartial ?? false },
          this.request.context,
        );
  }

  private async underLock(cartId: string, prepared: Prepared): Promise<CartOutcome | 'moved'> {
    const outcome = await this.deps.store.withLockedCart(
      cartId,
      async (cart, commit): Promise<CartOutcome | 'moved'> => {
        const decision = this.decideOn(cart);
        if (!('change' in decision)) return decision;
        const fitted = this.fit(decision.change, prepared);
        if (cart.currency !== prepared.currency || !isEnough(prepared, fitted.change)) return 'moved';
        const toCommit = this.commitOf(cart, fitted, prepared, false);
        await commit(toCommit);
        return this.committed(cart, toCommit);
      },
    );
    return outcome ?? refused(null, { kind: 'CART_NOT_FOUND' });
  }

  private commitOf(
    cart: StoredCart,
    { change, shortages }: FittedChange,
    prepared: Prepared,
    isExact: boolean,
  ): LinesCommit & { readonly cart: StoredCart } {
    const { claim, trail } = this.request;
    const { quote, reservedUntil, backordered } = prepared;
    const now = this.deps.clock.now();
    const heldSkus = heldWhole(cart, change, prepared);
    const settled = settleLines({ cart, change, quote, isExact, backordered, heldSkus, now });
    const rejections = shortages.map((line) => ({ kind: 'INSUFFICIENT_STOCK' as const, ...line }));
    const { operationId } = this;
    return { cart, change, ...settled, rejections, operationId, reservedUntil, heldSkus, claim, trail };
  }

  private committed(
    cart: StoredCart,
    { problems, rejections = [] }: LinesCommit,
  ): Extract<CartOutcome, { readonly kind: 'committed' }> {
    return {
      kind: 'committed',
      cartId: cart.id,
      version: cart.version + 1,
      replayed: false,
      rejections,
      warnings: newProblems(cart.problems, problems),
    };
  }

  // Awaited: the next round, or the shopper's next request, may need the very units. It never fails the answer: when the
  // call is lost, the lease ends the reservation.
  private async giveBack(cartId: string, { reserved }: Pick<Prepared, 'reserved'>): Promise<void> {
    if (reserved.size === 0) return;
    await this.deps.reservations.release(this.operationId, cartId, null).catch(() => undefined);
  }
}

/** The skus of which enough is reserved to hold every line that grows whole. */
function heldWhole(cart: StoredCart, change: LinesChange, { reserved }: Prepared): ReadonlySet<string> {
  const needed = [...neededBySku(cart, change)];
  return new Set(needed.flatMap(([sku, quantity]) => ((reserved.get(sku) ?? 0) >= quantity ? [sku] : [])));
}

/** Whether what was asked for an older state serves a change of the newer one: enough stock, and a price for every line. */
function isEnough({ reserved, quote }: Prepared, change: LinesChange): boolean {
  return (
    change.lines.length + change.removed.length > 0 &&
    covers(reserved, increasesBySku(change)) &&
    change.lines.every((line) => quote.unitPrices.has(line.sku))
  );
}
