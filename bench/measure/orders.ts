import { median, percentile } from '../median';

/** Somewhere to buy. */
export interface OrderTarget {
  readonly name: string;
  /** A new checkout, ready to be paid: the SKU to buy is told by a number. */
  openCheckout(number: number): Promise<Checkout>;
}

export interface Checkout {
  /** Pays; ends when the order is CONFIRMED, with its id. @throws Error for an order that is not. */
  confirm(): Promise<string>;
}

export interface OrderRate {
  /** Whole orders: from the empty cart on. */
  readonly perSecond: number;
  /** From the beginning of the payment until the order is CONFIRMED. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface MeasuredOrders {
  /** By name, the median of the rounds. */
  readonly rates: ReadonlyMap<string, OrderRate>;
  /** By name, every order that was made, those of the warming included. */
  readonly orderIds: ReadonlyMap<string, readonly string[]>;
}

const ROUNDS = 3;
const WARM_MS = 2_000;
const ROUND_MS = 4_000;

/** So many clients, each buying one order after another, on each target in turn. */
export async function measureOrders(
  targets: readonly OrderTarget[],
  clients: number,
): Promise<MeasuredOrders> {
  const rounds = new Map<string, OrderRate[]>(targets.map(({ name }) => [name, []]));
  const orderIds = new Map<string, string[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const target of targets) {
      const bought = orderIds.get(target.name) ?? [];
      const rate = await runRound(target, { clients, forMs: round === 0 ? WARM_MS : ROUND_MS, bought });
      if (round > 0) rounds.get(target.name)?.push(rate);
    }
  }
  return { rates: new Map([...rounds].map(([name, rates]) => [name, medianOf(rates)])), orderIds };
}

interface Round {
  readonly clients: number;
  readonly forMs: number;
  /** Gets the id of every order. */
  readonly bought: string[];
}

async function runRound(target: OrderTarget, { clients, forMs, bought }: Round): Promise<OrderRate> {
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const client = async (number: number): Promise<void> => {
    for (let order = 0; performance.now() < startedMs + forMs; order += 1) {
      const checkout = await target.openCheckout(order * clients + number);
      const beganMs = performance.now();
      bought.push(await checkout.confirm());
      tookMs.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  const seconds = (performance.now() - startedMs) / 1_000;
  return {
    perSecond: tookMs.length / seconds,
    p50Ms: percentile(tookMs, 50),
    p95Ms: percentile(tookMs, 95),
  };
}

function medianOf(rates: readonly OrderRate[]): OrderRate {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    p50Ms: median(rates.map((rate) => rate.p50Ms)),
    p95Ms: median(rates.map((rate) => rate.p95Ms)),
  };
}
