import type { HeldClaim } from '@agora/platform/idempotency';
import { idFrom } from '@agora/platform/ids';
import { admit } from '../domain/admission';
import { increasesBySku } from '../domain/change';
import type { Decide, LinesChange } from '../domain/change';
import type { CartRejection } from '../domain/rejections';
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
  StockReservations,
  StoredCart,
} from './ports';

export interface CommitDeps {
  readonly store: CartStore;
  readonly quotes: PriceQuotes;
  readonly reservations: StockReservations;
  readonly news: CartNews;
}

export interface CommitRequest {
  /** The state read by the caller, who has checked that it is the viewer's. */
  readonly cart: StoredCart;
  readonly expectedVersion: number | null;
  readonly decide: Decide;
  /** Whether the same change may be applied to a newer state with what was reserved for the older one (adds do). */
  readonly commutes: boolean;
  readonly operationId: string;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
  readonly context: CallingContext;
}

/** Rounds of reading anew before giving up. Only changes that do not commute ever need more than one. */
const MAX_ROUNDS = 8;

/**
 * The write path (design 4.1): decide on an unlocked snapshot, ask pricing and inventory in parallel and outside any
 * transaction, then write by compare-and-set. When the cart moved meanwhile, a change that commutes is decided again
 * under the row lock and keeps its reservation; any other gives it back and starts over on the new state.
 *
 * A refusal gives back what was reserved. A fault gives nothing back: a repeat takes it over, or the reservation's
 * lease ends it after inventory has asked whether the operation was committed.
 *
 * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable; nothing was committed); ClaimLostError.
 */
export async function commitChange(deps: CommitDeps, request: CommitRequest): Promise<CartOutcome> {
  let { cart } = request;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const operationId = round === 0 ? request.operationId : idFrom(`${request.operationId}#${String(round)}`);
    const attempt = new Attempt(deps, request, operationId);
    const outcome = await attempt.run(cart);
    if (outcome !== 'moved') return outcome;
    const newer = await deps.store.read(cart.id);
    if (newer === undefined) return refused(null, { kind: 'CART_NOT_FOUND' });
    cart = newer;
  }
  return refused(cart, { kind: 'CART_BUSY' });
}

interface Prepared {
  readonly quote: QuotedCost;
  readonly reservedUntil: Date | null;
  readonly hasReserved: boolean;
}

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
    const isCommitted = await this.deps.store.commitLines(
      this.commitOf(cart, decision.change, prepared, true),
    );
    if (isCommitted) return this.committed(cart.id, cart.version + 1);
    const outcome = this.request.commutes ? await this.underLock(cart.id, prepared) : 'moved';
    if (outcome === 'moved' || outcome.kind !== 'committed') this.giveBack(cart.id, prepared);
    return outcome;
  }

  private decideOn(cart: StoredCart): { readonly change: LinesChange } | CartOutcome {
    const obstacle = admit(cart, this.request.expectedVersion);
    if (obstacle !== undefined) return refused(cart, obstacle);
    const decision = this.request.decide(cart);
    if (decision.kind === 'rejected') return refused(cart, ...decision.rejections);
    if (decision.kind === 'unchanged') return { kind: 'unchanged', cartId: cart.id, version: cart.version };
    return { change: decision.change };
  }

  private async prepare(
    cart: StoredCart,
    change: LinesChange,
  ): Promise<Prepared | 'moved' | { readonly rejections: readonly CartRejection[] }> {
    const { quotes, reservations } = this.deps;
    const increases = increasesBySku(change);
    const hasReserved = increases.size > 0;
    const { context } = this.request;
    const [quote, reservation] = await Promise.allSettled([
      quotes.quote(cart, change.resulting, context),
      hasReserved
        ? reservations.reserve({ operationId: this.operationId, cart, increases }, context)
        : Promise.resolve({ kind: 'granted' as const, reservedUntil: null }),
    ]);
    if (reservation.status === 'fulfilled' && reservation.value.kind === 'insufficient') {
      return {
        rejections: reservation.value.lines.map((line) => ({ kind: 'INSUFFICIENT_STOCK' as const, ...line })),
      };
    }
    // Nothing is released on a fault: a repeat under the same operation id finds the reservation again.
    if (reservation.status === 'rejected') throw reservation.reason;
    if (quote.status === 'rejected') throw quote.reason;
    if (reservation.value.kind !== 'granted') {
      this.release(cart.id);
      return 'moved';
    }
    return { quote: quote.value, reservedUntil: reservation.value.reservedUntil, hasReserved };
  }

  private async underLock(cartId: string, prepared: Prepared): Promise<CartOutcome> {
    const outcome = await this.deps.store.withLockedCart(
      cartId,
      async (cart, commit): Promise<CartOutcome> => {
        const decision = this.decideOn(cart);
        if (!('change' in decision)) return decision;
        await commit(this.commitOf(cart, decision.change, prepared, false));
        return { kind: 'committed', cartId, version: cart.version + 1, replayed: false };
      },
    );
    if (outcome?.kind === 'committed') this.deps.news.committed(cartId, outcome.version);
    return outcome ?? refused(null, { kind: 'CART_NOT_FOUND' });
  }

  private commitOf(
    cart: StoredCart,
    change: LinesChange,
    prepared: Prepared,
    isExactQuote: boolean,
  ): LinesCommit {
    const { claim, trail } = this.request;
    return {
      cart,
      change,
      quote: prepared.quote,
      isExactQuote,
      operationId: this.operationId,
      reservedUntil: prepared.reservedUntil,
      claim,
      trail,
    };
  }

  private committed(cartId: string, version: number): CartOutcome {
    this.deps.news.committed(cartId, version);
    return { kind: 'committed', cartId, version, replayed: false };
  }

  private giveBack(cartId: string, prepared: Prepared): void {
    if (prepared.hasReserved) this.release(cartId);
  }

  // Not awaited and never fails the answer: the lease ends the reservation if this call is lost.
  private release(cartId: string): void {
    this.deps.reservations.release(this.operationId, cartId, null).catch(() => undefined);
  }
}
