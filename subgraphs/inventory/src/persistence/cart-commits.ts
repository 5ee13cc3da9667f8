import type { Queryable, Statement } from '@agora/platform/database';
import { effectStatement } from '@agora/platform/inbox';
import type { EventEffect } from '@agora/platform/inbox';
import type { EventHeaders } from '@agora/platform/outbox';
import type { CartChange, CartMerge } from '../application/ports';

const APPLY = effectStatement(
  'inventory_apply_cart_event',
  'SELECT inventory_apply_cart_event($1::uuid, $2, $3::uuid, $4::text[], $5::int[], $6, $7::jsonb) AS outcome FROM fresh',
  7,
);
const CLOSE: Statement = {
  name: 'inventory_close_cart',
  text: 'SELECT inventory_close_cart($1::uuid, $2, $3, $4::jsonb)',
};
const MERGE: Statement = {
  name: 'inventory_merge_carts',
  text: 'SELECT inventory_merge_carts($1::uuid, $2, $3::uuid, $4, $5::uuid, $6::text[], $7::int[], $8, $9::jsonb)',
};

/**
 * A commit of a cart: confirms its operation, remembers the quantities that are newer than what is known,
 * and gives back or takes the difference. Any order and any number of deliveries lead to the same state.
 */
export function cartChangeEffect(change: CartChange, region: string, headers: EventHeaders): EventEffect {
  const values = [
    change.cartId,
    change.version,
    change.operationId ?? null,
    [...change.quantities.keys()],
    [...change.quantities.values()],
    region,
    JSON.stringify(headers),
  ];
  return { statement: APPLY, values };
}

/** The cart is done: what it still holds is given back, and older events of it no longer count. */
export async function closeCart(
  tx: Queryable,
  cart: { readonly id: string; readonly version: number },
  reason: string,
  headers: EventHeaders,
): Promise<void> {
  await tx.query(CLOSE, [cart.id, cart.version, reason, JSON.stringify(headers)]);
}

/**
 * Moves what `source` holds to the cart it was merged into, as the target's `change` tells, without setting it free
 * in between: a last unit stays with its shopper.
 */
export async function mergeCarts(tx: Queryable, merge: CartMerge, headers: EventHeaders): Promise<void> {
  const { source, target, region } = merge;
  await tx.query(MERGE, [
    source.id,
    source.version,
    target.cartId,
    target.version,
    target.operationId ?? null,
    [...target.quantities.keys()],
    [...target.quantities.values()],
    region,
    JSON.stringify(headers),
  ]);
}
