import type { Queryable } from '@agora/platform/database';

/** Carts of customers, numbered from 1, as rows alone: what a shop has that is years old. */
export interface Filling {
  readonly carts: number;
  readonly lines: number;
}

/** Who owns the filler of this number. */
export function fillerOwner(number: number): string {
  return `filler-${String(number)}`;
}

/** The id of the filler of this number. */
export function fillerId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

const ID = `('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

/** Writes the fillers, each with its lines and its history, and lets the planner know of them. */
export async function fillCarts(database: Queryable, { carts, lines }: Filling): Promise<void> {
  await database.query(
    `INSERT INTO cart (id, version, priced_version, customer_id, store_id, channel, tenant_region, currency_code, line_count, total_quantity, wake_at, expires_at)
     SELECT ${ID}, 1, 1, 'filler-' || n, 'main', 'web', 'US', 'USD', $2::int, $2::int, now() + interval '1 d', now() + interval '30 d'
     FROM generate_series(1, $1::int) AS n`,
    [carts, lines],
  );
  await database.query(
    `INSERT INTO cart_line (cart_id, id, variant_id, attributes_hash, sku, quantity, priced_quantity, unit_price_minor, accepted_price_minor, price_valid_until, snapshot, version)
     SELECT ${ID}, gen_random_uuid(), gen_random_uuid(), '', 'FILLER-' || l, 1, 1, 1000, 1000, now() + interval '1 d',
       '{"title": "A thing of the shop", "imageUrl": null, "taxCategory": "standard", "attributes": []}', 1
     FROM generate_series(1, $1::int) AS n, generate_series(1, $2::int) AS l`,
    [carts, lines],
  );
  await database.query(
    `INSERT INTO cart_event (cart_id, version, cause, operation_id, changes)
     SELECT ${ID}, 1, 'CREATED', gen_random_uuid(), '[]' FROM generate_series(1, $1::int) AS n`,
    [carts],
  );
  await database.query('ANALYZE');
}
