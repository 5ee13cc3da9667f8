import { median, percentile } from '../median';
import { addLine, createCart } from '../shop-client';
import type { GuestCart, ShopClient } from '../shop-client';

/** Medians of the rounds, of the p50 within each. */
export interface SizeCost {
  readonly lines: number;
  readonly addMs: number;
  readonly readMs: number;
}

const ROUNDS = 5;
const ADDS = 20;
const READS = 40;

// What the cart itself knows: products and today's prices would measure their owners.
const READ = `query BenchRead($id: ID!) {
  cart(id: $id) { version totalQuantity cost { total { amount } } lines { sku title quantity unitPrice { amount } } }
}`;

/**
 * Adds to and reads of carts with so many lines each, one operation at a time, the carts in turn. An add makes a line larger,
 * so the carts keep their size.
 */
export async function measureCartSizes(
  shop: ShopClient,
  skus: readonly string[],
  sizes: readonly number[],
): Promise<readonly SizeCost[]> {
  const carts: { readonly lines: number; readonly cart: GuestCart; readonly rounds: SizeCost[] }[] = [];
  for (const lines of sizes) carts.push({ lines, cart: await fill(shop, skus, lines), rounds: [] });
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { lines, cart, rounds } of carts) {
      const cost = await runRound(shop, cart, skus.slice(0, lines));
      if (round > 0) rounds.push({ lines, ...cost });
    }
  }
  return carts.map(({ lines, rounds }) => ({
    lines,
    addMs: median(rounds.map(({ addMs }) => addMs)),
    readMs: median(rounds.map(({ readMs }) => readMs)),
  }));
}

async function runRound(
  shop: ShopClient,
  cart: GuestCart,
  skus: readonly string[],
): Promise<Omit<SizeCost, 'lines'>> {
  const adds = await timed(ADDS, (index) => addLine(shop, cart, skus[index % skus.length] ?? ''));
  const reads = await timed(READS, () => shop.ask(READ, { id: cart.cartId }, cart.sessionToken));
  return { addMs: percentile(adds, 50), readMs: percentile(reads, 50) };
}

async function timed(count: number, work: (index: number) => Promise<unknown>): Promise<readonly number[]> {
  const tookMs: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    await work(index);
    tookMs.push(performance.now() - startedMs);
  }
  return tookMs;
}

const FILL = `mutation BenchFill($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { cart { lines { id } } userErrors { code } } }`;

async function fill(shop: ShopClient, skus: readonly string[], lines: number): Promise<GuestCart> {
  const cart = await createCart(shop);
  const { cartId, sessionToken } = cart;
  const input = { cartId, lines: skus.slice(0, lines).map((sku) => ({ sku, quantity: 1 })) };
  const { cartLinesAdd } = await shop.ask<{
    cartLinesAdd: { cart: { lines: readonly unknown[] }; userErrors: readonly { code: string }[] };
  }>(FILL, { input }, sessionToken);
  const { length } = cartLinesAdd.cart.lines;
  const refusal = cartLinesAdd.userErrors[0]?.code ?? 'the shop has too few SKUs';
  if (length !== lines)
    throw new Error(`A cart of ${String(lines)} lines has ${String(length)}: ${refusal}.`);
  return cart;
}
