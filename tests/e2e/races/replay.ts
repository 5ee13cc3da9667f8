import type { Lane } from '../../lanes/lane';

interface Entry {
  readonly version: number;
  readonly changes: readonly { readonly sku: string; readonly quantity: number; readonly delta: number }[];
}

/**
 * Carries out the log of a cart from its beginning, one commit after the other; fails where an entry does not follow from
 * the one before. Every line of the cart is of another sku.
 * @returns units by sku at the end.
 */
export async function replay(lane: Lane, cartId: string): Promise<Record<string, number>> {
  const log = await lane.rows<Entry>(
    'cart',
    `SELECT version, changes FROM cart_event WHERE cart_id = $1 ORDER BY version`,
    [cartId],
  );
  expect(log.map(({ version }) => version)).toEqual(log.map((_, index) => index + 1));
  const units = new Map<string, number>();
  for (const { changes } of log) {
    for (const { sku, quantity, delta } of changes) {
      expect({ sku, quantity }).toEqual({ sku, quantity: (units.get(sku) ?? 0) + delta });
      units.set(sku, quantity);
    }
  }
  return Object.fromEntries([...units].filter(([, quantity]) => quantity > 0));
}
