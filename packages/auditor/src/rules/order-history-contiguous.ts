import type { Rule } from '../rule';

const BROKEN = `
  WITH steps AS (
    SELECT h.*, row_number() OVER own AS n, lag(h.to_status) OVER own AS before FROM order_status_change h
    WINDOW own AS (PARTITION BY h.order_id ORDER BY h.version)),
  histories AS (
    SELECT order_id, count(*)::int AS entries, max(version) AS last, bool_and(version = n) AS is_gapless,
           bool_and(from_status IS NOT DISTINCT FROM before) AS is_chain, (array_agg(to_status ORDER BY version DESC))[1] AS status
    FROM steps GROUP BY order_id)
  SELECT o.id, o.version, o.status, COALESCE(h.entries, 0) AS entries, h.last, h.status AS last_status, COALESCE(h.is_chain, false) AS is_chain
  FROM orders o LEFT JOIN histories h ON h.order_id = o.id
  WHERE h.entries IS NULL OR NOT h.is_gapless OR NOT h.is_chain OR h.last <> o.version OR h.status <> o.status ORDER BY o.id`;

interface BrokenHistory {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly entries: number;
  readonly last: number | null;
  readonly last_status: string | null;
  readonly is_chain: boolean;
}

export const orderHistoryContiguous: Rule = {
  name: 'order-history-contiguous',
  holds:
    'The history of every order has each of its versions once, from 1 on without a gap; each change begins where the one before ended, ' +
    'and the last one made the status the order has.',
  databases: ['order'],
  check: async ({ databases }, findings) => {
    const [count] = await databases.rows<{ count: number }>(
      'order',
      'SELECT count(*)::int AS count FROM orders',
    );
    findings.look(count?.count ?? 0);
    for (const row of await databases.rows<BrokenHistory>('order', BROKEN)) {
      const { version, status, entries, last, last_status } = row;
      const chain = row.is_chain ? '' : '; its changes do not follow each other';
      findings.add(
        [row.id],
        `is ${status} at version ${version} and its history has ${entries} changes up to ${String(last)}, the last to ${String(last_status)}${chain}`,
      );
    }
  },
};
