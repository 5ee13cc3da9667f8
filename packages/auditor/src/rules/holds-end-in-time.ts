import type { Rule } from '../rule';

const OVERDUE = `
  SELECT owner_id AS id, 'held until ' || expires_at AS text FROM hold
  WHERE status = 'HELD' AND expires_at < now() - $1::int * interval '1 s'
  UNION ALL
  SELECT operation_id, 'is open since its lease ended at ' || lease_until FROM hold_operation
  WHERE state = 'PROVISIONAL' AND lease_until < now() - $1::int * interval '1 s'
  ORDER BY 1`;

const OPEN = `
  SELECT ((SELECT count(*) FROM hold WHERE status = 'HELD') + (SELECT count(*) FROM hold_operation WHERE state = 'PROVISIONAL'))::int AS count`;

export const holdsEndInTime: Rule = {
  name: 'holds-end-in-time',
  holds: 'No hold of a cart outlives its end, and no reserve stays open beyond its lease.',
  databases: ['inventory'],
  check: async ({ databases, marginSeconds }, findings) => {
    const [open] = await databases.rows<{ count: number }>('inventory', OPEN);
    findings.look(open?.count ?? 0);
    const rows = await databases.rows<{ id: string; text: string }>('inventory', OVERDUE, [marginSeconds]);
    for (const { id, text } of rows) findings.add([id], text);
  },
};
