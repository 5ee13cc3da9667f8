import type { AgoraClient } from '@agora/client/create-agora-client';
import {
  CartCreateDocument,
  CartDocument,
  CartLinesAddDocument,
  StockLevelsDocument,
  StockSetDocument,
} from '@agora/client/generated/graphql';
import type { CartLinesAddMutation, CartViewFragment } from '@agora/client/generated/graphql';
import type { Lane } from './lane';

/** A guest with an open cart. */
export interface Guest {
  readonly client: AgoraClient;
  readonly cartId: string;
  readonly sessionToken: string;
  /** Adds and returns the payload, refusals included. */
  add(sku: string, quantity?: number, idempotencyKey?: string): Promise<CartLinesAddMutation['cartLinesAdd']>;
  cart(): Promise<CartViewFragment>;
}

export async function arriveAsGuest(lane: Lane): Promise<Guest> {
  const { cartCreate } = await lane.client().mutate(CartCreateDocument, { input: {} });
  const { cart, sessionToken } = cartCreate;
  if (cart === null || sessionToken === null)
    throw new Error(`no cart: ${JSON.stringify(cartCreate.userErrors)}`);
  const client = lane.client({ sessionToken });
  return {
    client,
    cartId: cart.id,
    sessionToken,
    add: async (sku, quantity = 1, idempotencyKey) => {
      const input = { cartId: cart.id, lines: [{ sku, quantity }] };
      const key = idempotencyKey === undefined ? {} : { idempotencyKey };
      return (await client.mutate(CartLinesAddDocument, { input: { ...input, ...key } })).cartLinesAdd;
    },
    cart: async () => {
      const { cart: found } = await client.query(CartDocument, { id: cart.id });
      if (found === null) throw new Error('the cart is gone');
      return found;
    },
  };
}

/**
 * A sku no other test of this lane uses, of which exactly `sellable` units can be bought in the US.
 * The counts are set by support, through the API.
 */
export async function stockedSku(lane: Lane, sellable: number): Promise<string> {
  const sku = await untakenSku(lane);
  const support = lane.client({ token: await lane.token('support') });
  const { stockLevels } = await support.query(StockLevelsDocument, { filter: { skus: [sku], region: 'US' } });
  for (const [index, level] of (stockLevels?.nodes ?? []).entries()) {
    const { location, held, allocated, safetyStock } = level;
    const quantity = held + allocated + (index === 0 ? safetyStock + sellable : 0);
    const input = { sku, location, quantity, idempotencyKey: `stock ${sku} ${location}` };
    const { stockSet } = await support.mutate(StockSetDocument, { input });
    if (stockSet.userErrors.length > 0) throw new Error(JSON.stringify(stockSet.userErrors));
  }
  return sku;
}

const untaken = new WeakMap<Lane, Promise<string[]>>();

async function untakenSku(lane: Lane): Promise<string> {
  const list = untaken.get(lane) ?? plainSkus(lane);
  untaken.set(lane, list);
  const sku = (await list).pop();
  if (sku === undefined) throw new Error('every sku is taken');
  return sku;
}

/** Skus in the shop that are never sold beyond what is there; the first products are left to other tests. */
async function plainSkus(lane: Lane): Promise<string[]> {
  const inShop = await lane.rows<{ sku: string }>(
    'catalog',
    `SELECT v.sku FROM product_variant v JOIN product p ON p.id = v.product_id WHERE p.status = 'ACTIVE'
     ORDER BY p.created_at DESC, v.sku`,
  );
  const backorderable = await lane.rows<{ sku: string }>(
    'inventory',
    'SELECT DISTINCT sku FROM stock WHERE backorderable',
  );
  const left = new Set(backorderable.map(({ sku }) => sku));
  return inShop.map(({ sku }) => sku).filter((sku) => !left.has(sku));
}

/** The balance of a sku in every location: what is there is promised to somebody or to nobody, never both. */
export async function expectBalanced(lane: Lane, sku: string): Promise<void> {
  const support = lane.client({ token: await lane.token('support') });
  const { stockLevels } = await support.query(StockLevelsDocument, { filter: { skus: [sku] } });
  const levels = stockLevels?.nodes ?? [];
  expect(levels.length).toBeGreaterThan(0);
  for (const { onHand, available, held, allocated } of levels) {
    expect(available + held + allocated).toBe(onHand);
    expect(Math.min(onHand, available, held, allocated)).toBeGreaterThanOrEqual(0);
  }
}
