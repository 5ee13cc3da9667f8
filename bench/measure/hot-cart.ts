import { median } from '../median';
import { addLine, createCart } from '../shop-client';
import type { GuestCart, ShopClient } from '../shop-client';

export interface HotCart {
  /** All writers on one cart. */
  readonly hotPerSecond: number;
  /** The same writers, each on a cart of its own. */
  readonly apartPerSecond: number;
}

const ROUNDS = 3;
/** Of one round, by all writers together. */
const ADDS = 240;
const HISTORY_PAGE = 250;

/**
 * So many writers add to one cart at the same time, each its own SKU, and then each to a cart of its own. Medians of the
 * rounds, which take turns.
 * @throws Error when an add is lost, or when the versions of the cart have a gap.
 */
export async function measureHotCart(
  shop: ShopClient,
  skus: readonly string[],
  writers: number,
): Promise<HotCart> {
  const hot: number[] = [];
  const apart: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const cart = await createCart(shop);
    const shared = await write(shop, { carts: [cart], skus, writers });
    await requireNothingLost(shop, cart, shared.committed);
    hot.push(shared.perSecond);
    const carts: GuestCart[] = [];
    while (carts.length < writers) carts.push(await createCart(shop));
    apart.push((await write(shop, { carts, skus, writers })).perSecond);
  }
  return { hotPerSecond: median(hot), apartPerSecond: median(apart) };
}

interface Load {
  /** One for all, or one for each. */
  readonly carts: readonly GuestCart[];
  readonly skus: readonly string[];
  readonly writers: number;
}

async function write(
  shop: ShopClient,
  { carts, skus, writers }: Load,
): Promise<{ readonly perSecond: number; readonly committed: readonly number[] }> {
  const committed: number[] = [];
  const each = Math.floor(ADDS / writers);
  const startedMs = performance.now();
  const writer = async (number: number): Promise<void> => {
    const cart = carts[number % carts.length];
    if (cart === undefined) throw new RangeError('There is no cart to write.');
    for (let add = 0; add < each; add += 1)
      committed.push(await addLine(shop, cart, skus[number % skus.length] ?? ''));
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
  return { perSecond: (committed.length * 1_000) / (performance.now() - startedMs), committed };
}

const CART = `query BenchHistory($id: ID!, $afterVersion: Int!) {
  cart(id: $id) { version totalQuantity history(afterVersion: $afterVersion, first: ${String(HISTORY_PAGE)}) { version cause } }
}`;

interface CartHistory {
  readonly version: number;
  readonly totalQuantity: number;
  readonly history: readonly { readonly version: number; readonly cause: string }[];
}

async function requireNothingLost(
  shop: ShopClient,
  { cartId, sessionToken }: GuestCart,
  committed: readonly number[],
): Promise<void> {
  const read = async (afterVersion: number): Promise<CartHistory> =>
    (await shop.ask<{ cart: CartHistory }>(CART, { id: cartId, afterVersion }, sessionToken)).cart;
  let page = await read(0);
  const log = [...page.history];
  while (page.history.length === HISTORY_PAGE) {
    page = await read(log.at(-1)?.version ?? 0);
    log.push(...page.history);
  }
  if (log.some(({ version }, index) => version !== index + 1)) throw new Error('The versions have a gap.');
  const added = new Set(log.filter(({ cause }) => cause === 'LINES_ADDED').map(({ version }) => version));
  const isLost = (version: number): boolean => !added.has(version);
  if (new Set(committed).size !== committed.length || committed.some(isLost))
    throw new Error('An add was answered with a version that is not its own.');
  if (page.totalQuantity !== committed.length) throw new Error('The cart does not have what was added.');
}
