import { setTimeout as sleep } from 'node:timers/promises';
import { AUDITED_DOMAINS } from '@agora/auditor/audited-databases';
import type { AuditedDatabases, AuditedDomain } from '@agora/auditor/audited-databases';

const UNDER_WAY: readonly (readonly [AuditedDomain, string, string])[] = [
  [
    'order',
    'orders wait for their payment',
    `SELECT count(*)::int AS count FROM orders WHERE status = 'PENDING'`,
  ],
  [
    'order',
    'checkouts are under completion',
    `SELECT count(*)::int AS count FROM checkout_session s WHERE status = 'COMPLETING'
       AND NOT EXISTS (SELECT FROM orders o WHERE o.id = s.order_id AND o.status = 'PENDING_REVIEW')`,
  ],
  [
    'order',
    'sagas have not ended',
    `SELECT count(*)::int AS count FROM saga s LEFT JOIN orders o ON o.id = s.id
       WHERE s.wake_at IS NOT NULL AND o.status IS DISTINCT FROM 'PENDING_REVIEW'`,
  ],
  [
    'inventory',
    'reserves are open',
    `SELECT count(*)::int AS count FROM hold_operation WHERE state = 'PROVISIONAL'`,
  ],
  ...AUDITED_DOMAINS.map(
    (domain) =>
      [
        domain,
        `events of ${domain} wait`,
        `SELECT count(*)::int AS count FROM outbox WHERE created_at < now() - interval '3 s'`,
      ] as const,
  ),
];

const QUIET_WITHIN_MS = 300_000;
const LOOK_MS = 2_000;

/**
 * Resolves when nothing is under way any more: every order is decided or with a person, every reserve is settled, every event
 * is sent.
 * @returns what still was under way after five minutes; empty when nothing.
 */
export async function untilQuiet(databases: AuditedDatabases): Promise<readonly string[]> {
  const end = performance.now() + QUIET_WITHIN_MS;
  for (;;) {
    const left = await underWay(databases);
    if (left.length === 0 || performance.now() > end) return left;
    await sleep(LOOK_MS);
  }
}

async function underWay(databases: AuditedDatabases): Promise<string[]> {
  const left: string[] = [];
  for (const [domain, what, text] of UNDER_WAY) {
    const [row] = await databases.rows<{ count: number }>(domain, text);
    if (row !== undefined && row.count > 0) left.push(`${String(row.count)} ${what}`);
  }
  return left;
}
