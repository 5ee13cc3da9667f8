import { pagesOf } from '../pages';
import type { AuditedWorld, Rule } from '../rule';

type Units = Readonly<Record<string, number>>;

interface Held {
  readonly id: string;
  readonly cart_id: string;
  readonly units: Units;
}

// A reserve that is still open holds for a commit that may be under way.
const HELD = `
  SELECT h.id, h.owner_id AS cart_id, l.units FROM hold h
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(u.sku, u.units) AS units
    FROM (SELECT x.sku, sum(x.quantity + x.backordered)::int AS units FROM hold_line x
          WHERE x.hold_id = h.id AND x.quantity + x.backordered > 0 GROUP BY x.sku) u) l
  WHERE h.id > $1::uuid AND h.type = 'CART' AND l.units IS NOT NULL AND h.updated_at < now() - $3::int * interval '1 s'
    AND NOT EXISTS (SELECT FROM hold_operation o WHERE o.owner_id = h.owner_id AND o.state = 'PROVISIONAL')
  ORDER BY h.id LIMIT $2::int`;

// What is put aside or closed wants nothing.
const WANTED = `
  SELECT c.id, c.updated_at < now() - $2::int * interval '1 s' AS is_settled, COALESCE(l.units, '{}') AS units FROM cart c
  LEFT JOIN LATERAL (
    SELECT jsonb_object_agg(u.sku, u.units) AS units
    FROM (SELECT sku, sum(quantity)::int AS units FROM cart_line WHERE cart_id = c.id GROUP BY sku) u) l
    ON c.status IN ('ACTIVE', 'ABANDONED', 'LOCKED')
  WHERE c.id = ANY ($1::uuid[])`;

export const holdsAreWanted: Rule = {
  name: 'holds-are-wanted',
  holds: 'No cart holds more of a sku than it has, and none that is closed or put aside holds anything.',
  databases: ['inventory', 'cart'],
  check: async (world, findings) => {
    const query = { domain: 'inventory', text: HELD, values: [world.marginSeconds] } as const;
    for await (const held of pagesOf<Held>(world.databases, query)) {
      findings.look(held.length);
      const carts = await wantedBy(world, held);
      for (const { cart_id, units } of held) {
        const cart = carts.get(cart_id);
        if (cart?.is_settled === false) continue;
        const tooMuch = Object.entries(units).filter(([sku, count]) => count > (cart?.units[sku] ?? 0));
        const text = tooMuch.map(([sku, count]) => `${count} of ${sku}, wants ${cart?.units[sku] ?? 0}`);
        if (tooMuch.length > 0) findings.add([cart_id], `holds ${text.join('; ')}`);
      }
    }
  },
};

interface Wanted {
  readonly id: string;
  readonly is_settled: boolean;
  readonly units: Units;
}

async function wantedBy(
  { databases, marginSeconds }: AuditedWorld,
  held: readonly Held[],
): Promise<ReadonlyMap<string, Wanted>> {
  const ids = held.map(({ cart_id }) => cart_id);
  const rows = await databases.rows<Wanted>('cart', WANTED, [ids, marginSeconds]);
  return new Map(rows.map((row) => [row.id, row]));
}
