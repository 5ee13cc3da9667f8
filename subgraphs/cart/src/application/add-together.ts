import { GatherByKey } from '@agora/platform/gathering';
import { isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import { admit } from '../domain/admission';
import { covers, neededBySku } from '../domain/change';
import type { Decide, LinesChange } from '../domain/change';
import { afterAdd, jointChange, problemsOf } from '../domain/joint-change';
import { ownsCart } from '../domain/ownership';
import { newProblems } from '../domain/problems';
import type { CommitDeps } from './commit-change';
import type { CartOutcome } from './outcome';
import type { CommitTrail, JointCommit, QuotedCost, StoredCart } from './ports';
import type { ReserveOutcome } from './stock-ports';
import { settleLines } from './settle-lines';

/** An add that may be committed with others. */
export interface WaitingAdd {
  readonly decide: Decide;
  readonly operationId: string;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
  readonly context: OperationContext;
  /** Carries it out by itself. What it reserves may have been granted already, under the same operation id. */
  alone(): Promise<CartOutcome>;
}

/** Adds of one cart that wait for each other, in this process. */
export interface WaitingAdds {
  /** Carries the add out by itself when nothing else of the cart is under way, else together with all that wait with it. */
  add(cartId: string, waiting: WaitingAdd): Promise<CartOutcome>;
}

/** Inventory reserves at most 50 operations at once. */
const MOST_TOGETHER = 50;

/**
 * {@link WaitingAdds}: one read, one quote, one reserve and one commit for all adds that wait for a cart, each with a version,
 * an operation and an idempotent outcome of its own, as if they had come one after another.
 *
 * Only the plain case is carried out together. An add that is refused or short of stock goes its way alone, and all do when
 * the cart moved meanwhile, or pricing or inventory does not answer: correctness never depends on the gathering.
 */
export function createWaitingAdds(deps: CommitDeps): WaitingAdds {
  const gathered = new GatherByKey<WaitingAdd, CartOutcome>(
    (cartId, adds) => new Turn(deps, cartId).carryOut(adds),
    MOST_TOGETHER,
  );
  return { add: (cartId, waiting) => gathered.handleSoon(cartId, waiting) };
}

/** An add with the state it was decided on. */
interface Step {
  readonly add: WaitingAdd;
  readonly cart: StoredCart;
  readonly change: LinesChange;
  readonly needed: ReadonlyMap<string, number>;
}

interface Prepared {
  readonly cart: StoredCart;
  readonly steps: readonly Step[];
  readonly joint: JointCommit;
}

type Granted = Extract<ReserveOutcome, { kind: 'granted' }>;

class Turn {
  private granted: ReadonlyMap<WaitingAdd, Granted> = new Map();

  constructor(
    private readonly deps: CommitDeps,
    private readonly cartId: string,
  ) {}

  async carryOut(adds: readonly WaitingAdd[]): Promise<readonly PromiseSettledResult<CartOutcome>[]> {
    const prepared = adds.length < 2 ? undefined : await this.prepare(adds).catch(() => undefined);
    const together = prepared === undefined ? new Map<WaitingAdd, never>() : this.commit(prepared);
    return Promise.allSettled(adds.map(async (add) => (await together.get(add)) ?? this.alone(add)));
  }

  /** Writes nothing. Undefined when there are no two to be committed together. */
  private async prepare(adds: readonly WaitingAdd[]): Promise<Prepared | undefined> {
    const cart = await this.deps.store.read(this.cartId);
    if (cart === undefined) return undefined;
    const asked = this.decideAll(cart, adds);
    if (asked.length < 2) return undefined;
    const [quote] = await Promise.allSettled([this.quote(cart, asked), this.reserve(cart, asked)]);
    const steps = this.decideAll(
      cart,
      asked.map(({ add }) => add).filter((add) => this.granted.has(add)),
    );
    if (quote.status === 'rejected' || 'unpriced' in quote.value) return undefined;
    if (steps.length < 2 || !steps.every((step) => this.isReserved(step))) return undefined;
    const isExact = steps.length === asked.length;
    return { cart, steps, joint: this.join(cart, steps, { quote: quote.value, isExact }) };
  }

  /**
   * The outcome of each once they are committed; undefined when nothing was written. Rejects, without giving anything back,
   * when it is not known whether it was.
   */
  private commit(prepared: Prepared): Map<WaitingAdd, Promise<CartOutcome | undefined>> {
    const isCommitted = this.write(prepared);
    return new Map(
      prepared.steps.map((step) => [
        step.add,
        isCommitted.then((isWritten) => (isWritten ? outcomeOf(step, prepared) : undefined)),
      ]),
    );
  }

  private async write({ cart, joint }: Prepared): Promise<boolean> {
    try {
      if (!(await this.deps.store.commitTogether(joint))) return false;
      this.deps.news.committed(cart.id, cart.version + joint.steps.length);
      if (joint.cost === null) this.deps.news.estimated(cart.id);
      return true;
    } catch (error) {
      // One claim of them is another's by now: nothing was written, and each finds out alone.
      if (isClaimLost(error)) return false;
      throw error;
    }
  }

  /** What was reserved for an add that then comes to nothing is given back, unless a repeat of its key will look for it. */
  private async alone(add: WaitingAdd): Promise<CartOutcome> {
    const isHeld = this.granted.has(add);
    try {
      const outcome = await add.alone();
      if (isHeld && outcome.kind !== 'committed') await this.giveBack(add);
      return outcome;
    } catch (error) {
      if (isHeld && add.claim === null) await this.giveBack(add);
      throw error;
    }
  }

  private async giveBack({ operationId, context }: WaitingAdd): Promise<void> {
    await this.deps.reservations.release(operationId, this.cartId, context).catch(() => undefined);
  }

  private decideAll(cart: StoredCart, adds: readonly WaitingAdd[]): Step[] {
    const now = this.deps.clock.now();
    const steps: Step[] = [];
    let state = cart;
    for (const add of adds) {
      if (!ownsCart(add.context.viewer, cart.owner, now) || admit(state, null) !== undefined) continue;
      const decision = add.decide(state);
      if (decision.kind !== 'changed' || decision.change.removed.length > 0) continue;
      const { change } = decision;
      steps.push({ add, cart: state, change, needed: neededBySku(state, change) });
      state = afterAdd(state, change, now);
    }
    return steps;
  }

  private quote(cart: StoredCart, steps: readonly Step[]): ReturnType<CommitDeps['quotes']['quote']> {
    const { add, change } = lastOf(steps);
    return this.deps.quotes.quote(cart, change.resulting, add.context);
  }

  private async reserve(cart: StoredCart, steps: readonly Step[]): Promise<void> {
    const requests = steps.map(({ add, needed }) => ({
      operationId: add.operationId,
      cart,
      increases: needed,
    }));
    const answers = await this.deps.reservations.reserveAll(requests, lastOf(steps).add.context);
    this.granted = new Map(
      steps.flatMap(({ add }, index) => {
        const answer = answers[index];
        return answer?.kind === 'granted' ? [[add, answer] as const] : [];
      }),
    );
  }

  private isReserved({ add, needed }: Step): boolean {
    const granted = this.granted.get(add)?.granted;
    return granted !== undefined && covers(granted, needed);
  }

  private join(
    cart: StoredCart,
    steps: readonly Step[],
    priced: { readonly quote: QuotedCost; readonly isExact: boolean },
  ): JointCommit {
    const change = jointChange(steps.map((step) => step.change));
    const answers = steps.flatMap(({ add }) => this.granted.get(add) ?? []);
    const settled = settleLines({
      ...{ cart, change, ...priced, backordered: backorderedOf(answers), now: this.deps.clock.now() },
    });
    return {
      ...{ cart, change, ...settled, reservedUntil: answers.at(-1)?.reservedUntil ?? null },
      steps: steps.map(({ add: { operationId, claim, trail }, ...decided }) => ({
        ...{ cart: decided.cart, change: decided.change, operationId, claim, trail },
      })),
    };
  }
}

function lastOf(steps: readonly Step[]): Step {
  const last = steps.at(-1);
  if (last === undefined) throw new RangeError('there is no step');
  return last;
}

function backorderedOf(answers: readonly Granted[]): Map<string, number> {
  const bySku = new Map<string, number>();
  for (const { backordered } of answers)
    for (const [sku, units] of backordered ?? []) bySku.set(sku, (bySku.get(sku) ?? 0) + units);
  return bySku;
}

function outcomeOf({ cart, change }: Step, { cart: before, joint }: Prepared): CartOutcome {
  return {
    kind: 'committed',
    cartId: before.id,
    version: cart.version + 1,
    replayed: false,
    warnings: problemsOf(change, newProblems(before.problems, joint.problems)),
  };
}
