import { median, percentile } from '../median';

/** Somewhere to add to. */
export interface AddTarget {
  readonly name: string;
  readonly skus: readonly string[];
  /** A new cart, as what adds one of a SKU to it. */
  openCart(): Promise<(sku: string) => Promise<unknown>>;
}

export interface AddRate {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const ROUNDS = 3;
const WARM_MS = 2_000;
const ROUND_MS = 3_000;
/** Then a client begins a new cart, so that carts stay as small as those of shoppers. */
const ADDS_PER_CART = 10;

/**
 * So many clients, each adding line after line to carts of its own, on each target in turn, so that what happens to the
 * machine meanwhile hits all of them. By name, the median of the rounds.
 */
export async function measureAddToCart(
  targets: readonly AddTarget[],
  clients: number,
): Promise<ReadonlyMap<string, AddRate>> {
  const rounds = new Map<string, AddRate[]>(targets.map(({ name }) => [name, []]));
  for (const target of targets) await runRound(target, clients, WARM_MS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets) rounds.get(target.name)?.push(await runRound(target, clients, ROUND_MS));
  }
  return new Map([...rounds].map(([name, rates]) => [name, medianOf(rates)]));
}

async function runRound(target: AddTarget, clients: number, forMs: number): Promise<AddRate> {
  const { skus } = target;
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + forMs;
  const client = async (number: number): Promise<void> => {
    let addTo: ((sku: string) => Promise<unknown>) | undefined;
    for (let add = 0; performance.now() < endMs; add += 1) {
      if (addTo === undefined || add % ADDS_PER_CART === 0) addTo = await target.openCart();
      const beganMs = performance.now();
      await addTo(skus[(add * clients + number) % skus.length] ?? '');
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

function medianOf(rates: readonly AddRate[]): AddRate {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    p50Ms: median(rates.map((rate) => rate.p50Ms)),
    p95Ms: median(rates.map((rate) => rate.p95Ms)),
  };
}
