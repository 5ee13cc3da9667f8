import { pagesOf } from '../pages';
import type { AuditedWorld } from '../rule';

/** An order whose last change is old enough that everybody must know of it. */
export interface SettledOrder {
  readonly id: string;
  readonly status: string;
  readonly cart_id: string | null;
  /** Whether a saga made it: without one it was brought in, and nothing was taken for it here. */
  readonly was_made_here: boolean;
  /** Whether it was ever confirmed, whatever it became afterwards. */
  readonly was_confirmed: boolean;
  /** Units by sku. */
  readonly units: Readonly<Record<string, number>>;
}

const SETTLED = `
  SELECT o.id, o.status, o.cart_id, EXISTS (SELECT FROM saga s WHERE s.id = o.id) AS was_made_here,
         EXISTS (SELECT FROM order_status_change c WHERE c.order_id = o.id AND c.to_status = 'CONFIRMED') AS was_confirmed,
         COALESCE((SELECT jsonb_object_agg(u.sku, u.units) FROM (SELECT sku, sum(quantity)::int AS units FROM order_line
                   WHERE order_id = o.id GROUP BY sku) u), '{}') AS units
  FROM orders o WHERE o.id > $1::uuid AND o.updated_at < now() - $3::int * interval '1 s'
    AND o.status IN ('CONFIRMED', 'FULFILLED', 'RETURNED', 'CANCELLED') ORDER BY o.id LIMIT $2::int`;

/** Every order whose outcome is known and older than the margin, page by page. */
export function settledOrders(world: AuditedWorld): AsyncGenerator<readonly SettledOrder[]> {
  return pagesOf<SettledOrder>(world.databases, {
    domain: 'order',
    text: SETTLED,
    values: [world.marginSeconds],
  });
}
