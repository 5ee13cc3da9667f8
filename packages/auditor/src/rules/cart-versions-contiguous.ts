import { pagesOf } from '../pages';
import type { Rule } from '../rule';

interface LoggedCart {
  readonly id: string;
  readonly version: number;
  readonly entries: number;
  readonly first: number;
  readonly last: number;
  readonly line_count: number;
  readonly total_quantity: number;
  readonly lines: number;
  readonly units: number;
}

const CARTS = `
  SELECT c.id, c.version, c.line_count, c.total_quantity, e.entries, e.first, e.last, l.lines, l.units
  FROM (SELECT * FROM cart WHERE id > $1::uuid ORDER BY id LIMIT $2::int) c
  CROSS JOIN LATERAL (SELECT count(*)::int AS entries, COALESCE(min(version), 0) AS first, COALESCE(max(version), 0) AS last
                      FROM cart_event WHERE cart_id = c.id) e
  CROSS JOIN LATERAL (SELECT count(*)::int AS lines, COALESCE(sum(quantity), 0)::int AS units FROM cart_line WHERE cart_id = c.id) l
  ORDER BY c.id`;

export const cartVersionsContiguous: Rule = {
  name: 'cart-versions-contiguous',
  holds:
    'The log of every cart has each of its versions once, from 1 on without a gap, and its counts are those of its lines.',
  databases: ['cart'],
  check: async ({ databases }, findings) => {
    for await (const page of pagesOf<LoggedCart>(databases, { domain: 'cart', text: CARTS })) {
      findings.look(page.length);
      for (const cart of page) {
        const wrong = wrongIn(cart);
        if (wrong !== undefined) findings.add([cart.id], wrong);
      }
    }
  },
};

function wrongIn(cart: LoggedCart): string | undefined {
  const { version, entries, first, last, line_count, total_quantity, lines, units } = cart;
  if (entries !== version || first !== 1 || last !== version)
    return `is at version ${version} and its log has ${entries} entries from ${first} to ${last}`;
  if (line_count !== lines || total_quantity !== units)
    return `counts ${line_count} lines with ${total_quantity} units and has ${lines} with ${units}`;
  return undefined;
}
