import { AUDITED_DOMAINS } from '../audited-databases';
import type { Rule } from '../rule';

interface Waiting {
  readonly type: string;
  readonly aggregate_id: string;
  readonly version: number;
  readonly attempts: number;
  readonly age: number;
}

// Rows of one key wait for the first of them.
const WAITING = `
  SELECT DISTINCT ON (aggregate_id) type, aggregate_id, aggregate_version AS version, attempts,
         extract(epoch FROM now() - created_at)::int AS age
  FROM outbox WHERE created_at < now() - $1::int * interval '1 s' ORDER BY aggregate_id, seq LIMIT 20000`;

export const outboxDrained: Rule = {
  name: 'outbox-drained',
  holds: 'Every event is on its topic within the margin of its commit.',
  databases: AUDITED_DOMAINS,
  check: async ({ databases, marginSeconds }, findings) => {
    for (const domain of AUDITED_DOMAINS) {
      const [count] = await databases.rows<{ count: number }>(
        domain,
        'SELECT count(*)::int AS count FROM outbox',
      );
      findings.look(count?.count ?? 0);
      for (const row of await databases.rows<Waiting>(domain, WAITING, [marginSeconds])) {
        const { type, aggregate_id, version, attempts, age } = row;
        findings.add(
          [domain, aggregate_id],
          `${type} ${version} waits for ${age} s, ${attempts} attempts failed`,
        );
      }
    }
  },
};
