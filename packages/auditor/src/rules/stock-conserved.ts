import type { Rule } from '../rule';

interface Shelf {
  readonly sku: string;
  readonly location: string;
  readonly on_hand: number;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
  readonly backordered: number;
  readonly held_lines: number;
  readonly allocated_lines: number;
  readonly backordered_lines: number;
  readonly adjusted: number;
}

// One statement sees one moment: what it finds is wrong in it.
const UNBALANCED = `
  WITH lines AS (
    SELECT x.sku, x.location, COALESCE(sum(x.quantity) FILTER (WHERE h.type = 'CART'), 0)::int AS held,
           COALESCE(sum(x.quantity) FILTER (WHERE h.status = 'ALLOCATED'), 0)::int AS allocated, sum(x.backordered)::int AS backordered
    FROM hold_line x JOIN hold h ON h.id = x.hold_id WHERE x.quantity + x.backordered > 0 GROUP BY x.sku, x.location),
  moves AS (SELECT sku, location, sum(delta)::int AS delta FROM stock_adjustment GROUP BY sku, location),
  shelves AS (
    SELECT s.sku, s.location, s.on_hand, s.available, s.held, s.allocated, s.backordered, COALESCE(l.held, 0) AS held_lines,
           COALESCE(l.allocated, 0) AS allocated_lines, COALESCE(l.backordered, 0) AS backordered_lines, COALESCE(m.delta, 0) AS adjusted
    FROM stock s LEFT JOIN lines l ON l.sku = s.sku AND l.location = s.location LEFT JOIN moves m ON m.sku = s.sku AND m.location = s.location)
  SELECT * FROM shelves
  WHERE on_hand <> available + held + allocated OR LEAST(on_hand, available, held, allocated, backordered) < 0
     OR held <> held_lines OR allocated <> allocated_lines OR backordered <> backordered_lines OR on_hand <> adjusted
  ORDER BY sku, location`;

const ORPHANS = `
  SELECT DISTINCT x.sku, x.location FROM hold_line x
  WHERE x.quantity + x.backordered > 0 AND NOT EXISTS (SELECT FROM stock s WHERE s.sku = x.sku AND s.location = x.location)`;

export const stockConserved: Rule = {
  name: 'stock-conserved',
  holds:
    'On every shelf, on hand = available + held + allocated, none is negative, holds and allocations have exactly what the ' +
    'shelf has promised, and on hand is what its adjustments add up to.',
  databases: ['inventory'],
  check: async ({ databases }, findings) => {
    const [count] = await databases.rows<{ count: number }>(
      'inventory',
      'SELECT count(*)::int AS count FROM stock',
    );
    findings.look(count?.count ?? 0);
    for (const shelf of await databases.rows<Shelf>('inventory', UNBALANCED))
      findings.add([shelf.sku, shelf.location], textOf(shelf));
    for (const { sku, location } of await databases.rows<Shelf>('inventory', ORPHANS))
      findings.add([sku, location], 'is promised to somebody and is no shelf');
  },
};

function textOf(shelf: Shelf): string {
  const { on_hand, available, held, allocated, backordered } = shelf;
  return (
    `on hand ${on_hand} = available ${available} + held ${held} + allocated ${allocated}, backordered ${backordered}; ` +
    `holds have ${shelf.held_lines}, allocations ${shelf.allocated_lines}, both ${shelf.backordered_lines} on backorder; ` +
    `adjustments add up to ${shelf.adjusted}`
  );
}
