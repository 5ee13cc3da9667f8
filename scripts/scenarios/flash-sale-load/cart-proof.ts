import type { Buyer } from '../flash-sale/buyer';
import type { Shop } from '../own-shop/own-shop';
import type { PlayedAdd } from './sale';

interface Entry {
  readonly version: number;
  readonly cause: string;
  readonly changes: readonly { readonly sku: string; readonly quantity: number; readonly delta: number }[];
}

interface StoredCart {
  readonly id: string;
  readonly version: number;
  readonly total_quantity: number;
  readonly line_count: number;
  /** Units by sku. */
  readonly lines: Readonly<Record<string, number>>;
  /** In the order of its versions. */
  readonly log: readonly Entry[];
}

type EntryOfCart = Entry & { readonly cartId: string };

export interface CartProof {
  /** Adds a buyer was told of and that no cart has. */
  readonly lost: number;
  readonly violations: readonly string[];
}

/**
 * Every acknowledged add is in its cart's log once, under the version it was acknowledged with, and no other add is; every
 * cart is what its log makes of it. That versions have no gap is for the audit to say.
 */
export async function proveCarts(
  shop: Shop,
  buyers: readonly Buyer[],
  adds: readonly PlayedAdd[],
): Promise<CartProof> {
  const ids = buyers.map(({ cartId }) => cartId);
  const carts = await readCarts(shop, ids);
  const entries = carts.flatMap(({ id, log }) => log.map((entry) => ({ ...entry, cartId: id })));
  const missing = ids.filter((id) => !carts.some((cart) => cart.id === id));
  const { lost, surplus } = compareAdds(entries, adds);
  return {
    lost: lost.length,
    violations: [
      ...missing.map((id) => `cart ${id} is gone`),
      ...lost.map(({ buyer, sku, key }) => `lost: ${sku} in cart ${buyer.cartId}, key ${key}`),
      ...surplus.map((entry) => `nobody was told of ${JSON.stringify(entry)}`),
      ...carts.flatMap((cart) => replayed(cart)),
    ],
  };
}

/** In one statement, as of one moment: the shop goes on to tell carts that their holds have ended. */
function readCarts(shop: Shop, ids: readonly string[]): Promise<StoredCart[]> {
  return shop.rows<StoredCart>(
    'cart',
    `SELECT c.id, c.version, c.total_quantity, c.line_count,
            COALESCE((SELECT jsonb_object_agg(l.sku, l.quantity) FROM cart_line l WHERE l.cart_id = c.id), '{}') AS lines,
            (SELECT jsonb_agg(jsonb_build_object('version', e.version, 'cause', e.cause, 'changes', e.changes) ORDER BY e.version)
             FROM cart_event e WHERE e.cart_id = c.id) AS log
     FROM cart c WHERE c.id = ANY ($1)`,
    [ids],
  );
}

function compareAdds(
  entries: readonly EntryOfCart[],
  adds: readonly PlayedAdd[],
): { lost: PlayedAdd[]; surplus: EntryOfCart[] } {
  const added = entries.filter(({ cause }) => cause === 'LINES_ADDED');
  const untold = new Map(added.map((entry) => [`${entry.cartId} ${String(entry.version)}`, entry]));
  const lost = adds.filter(({ buyer, sku, last }) => {
    if (last.kind !== 'acknowledged') return false;
    const place = `${buyer.cartId} ${String(last.version)}`;
    const entry = untold.get(place);
    // Taken out when found: a version that two adds were told is lost for one of them.
    untold.delete(place);
    return entry?.changes.length !== 1 || entry.changes[0]?.sku !== sku || entry.changes[0].delta !== 1;
  });
  const mayBe = new Set(adds.filter(({ last }) => last.kind === 'faulty').map(({ buyer }) => buyer.cartId));
  return { lost, surplus: [...untold.values()].filter(({ cartId }) => !mayBe.has(cartId)) };
}

function replayed(cart: StoredCart): string[] {
  const { log } = cart;
  const units = new Map<string, number>();
  for (const { changes } of log) {
    for (const { sku, delta, quantity } of changes) {
      const after = (units.get(sku) ?? 0) + delta;
      if (after !== quantity)
        return [`cart ${cart.id}: its log has ${String(quantity)} of ${sku}, not ${String(after)}`];
      units.set(sku, after);
    }
  }
  const has = [...units].filter(([, quantity]) => quantity > 0);
  const isSame =
    has.length === cart.line_count &&
    has.length === Object.keys(cart.lines).length &&
    has.every(([sku, quantity]) => cart.lines[sku] === quantity) &&
    cart.total_quantity === has.reduce((sum, [, quantity]) => sum + quantity, 0);
  return isSame ? [] : [`cart ${cart.id} is not what its log makes of it`];
}
