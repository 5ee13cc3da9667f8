import { median, percentile } from '../median';
import { addLine, createCart } from '../shop-client';
import type { GuestCart, ShopClient } from '../shop-client';

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

/** So many clients, each adding line after line to carts of its own. The median of the rounds. */
export async function measureAddToCart(
  shop: ShopClient,
  skus: readonly string[],
  clients: number,
): Promise<AddRate> {
  const rates: AddRate[] = [];
  await runRound(shop, skus, { clients, forMs: WARM_MS });
  for (let round = 0; round < ROUNDS; round += 1)
    rates.push(await runRound(shop, skus, { clients, forMs: ROUND_MS }));
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    p50Ms: median(rates.map((rate) => rate.p50Ms)),
    p95Ms: median(rates.map((rate) => rate.p95Ms)),
  };
}

async function runRound(
  shop: ShopClient,
  skus: readonly string[],
  { clients, forMs }: { readonly clients: number; readonly forMs: number },
): Promise<AddRate> {
  const tookMs: number[] = [];
  const startedMs = performance.now();
  const endMs = startedMs + forMs;
  const client = async (number: number): Promise<void> => {
    let cart: GuestCart | undefined;
    for (let add = 0; performance.now() < endMs; add += 1) {
      if (cart === undefined || add % ADDS_PER_CART === 0) cart = await createCart(shop);
      const sku = skus[(add * clients + number) % skus.length] ?? '';
      const beganMs = performance.now();
      await addLine(shop, cart, sku);
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
