import { AppError } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { AuditedDomain } from '../audited-databases';
import type { Findings } from '../findings';
import type { AuditedWorld, Rule } from '../rule';
import type { KeyVersions } from '../topics/key-versions';
import { CART_TOPICS, ORDER_TOPICS, TOPIC_GROUPS } from '../topics/topic-groups';
import type { TopicGroup } from '../topics/topic-groups';
import type { TopicLog } from '../topics/topic-log';

/** Whose every version is told, and where its versions are counted. */
const TOLD: readonly {
  readonly group: TopicGroup;
  readonly domain: AuditedDomain;
  readonly table: string;
}[] = [
  { group: CART_TOPICS, domain: 'cart', table: 'cart' },
  { group: ORDER_TOPICS, domain: 'order', table: 'orders' },
];
const KEYS_AT_ONCE = 2_000;

export const topicVersionsContiguous: Rule = {
  name: 'topic-versions-contiguous',
  holds:
    'On the topics the versions of a key never go back, except where a message is delivered again; of carts and orders every version ' +
    'is there up to the newest one.',
  databases: ['cart', 'order'],
  needs: 'topics',
  check: async (world, findings) => {
    const log = logOf(world);
    await log.readUpToNow();
    for (const group of TOPIC_GROUPS) {
      findings.look(log.versions(group).size);
      for (const { key, late } of log.versions(group).all())
        if (late.length > 0) findings.add([group.name, key], `went back: ${late.join(', ')}`);
    }
    for (const told of TOLD) {
      let batch: KeyVersions[] = [];
      for (const versions of log.versions(told.group).all()) {
        batch.push(versions);
        if (batch.length < KEYS_AT_ONCE) continue;
        await judge(world, { ...told, batch }, findings);
        batch = [];
      }
      await judge(world, { ...told, batch }, findings);
    }
  },
};

interface Batch {
  readonly group: TopicGroup;
  readonly domain: AuditedDomain;
  readonly table: string;
  readonly batch: readonly KeyVersions[];
}

/** What the outbox still has is on its way. Read after the topics: whatever left it before they were read is on them. */
async function judge(
  { databases, marginSeconds }: AuditedWorld,
  told: Batch,
  findings: Findings,
): Promise<void> {
  const keys = told.batch.map(({ key }) => key).filter(isUuid);
  const rows = await databases.rows<{ id: string; version: number; waiting: number[]; is_settled: boolean }>(
    told.domain,
    `SELECT t.id, t.version, t.updated_at < now() - $2::int * interval '1 s' AS is_settled,
            ARRAY(SELECT aggregate_version FROM outbox WHERE aggregate_id = t.id::text) AS waiting
     FROM ${told.table} t WHERE t.id = ANY ($1::uuid[])`,
    [keys, marginSeconds],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  for (const { key, newest, missing } of told.batch) {
    const row = stored.get(key);
    const isWaiting = (version: number): boolean => row?.waiting.includes(version) === true;
    const lost = missing.filter((version) => !isWaiting(version));
    for (let version = newest + 1; row?.is_settled === true && version <= row.version; version += 1)
      if (!isWaiting(version)) lost.push(version);
    if (lost.length > 0)
      findings.add(
        [told.group.name, key],
        `is told up to version ${newest}, without ${lost.slice(0, 20).join(', ')}`,
      );
  }
}

function logOf({ topics }: AuditedWorld): TopicLog {
  if (topics === undefined) throw new AppError('INTERNAL', 'The topics are not known');
  return topics;
}
