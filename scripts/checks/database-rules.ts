// The rules of a database that Prisma's schema language cannot hold and its diff does not see. They are listed in
// prisma/<domain>/constraints.txt, so that a lost one is a failing check and a changed one a line in a review.
import { Client } from 'pg';

const RULES = `
  SELECT 'check ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS rule
    FROM pg_constraint WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace AND conrelid <> 0
  UNION ALL
  SELECT 'index ' || indexrelid::regclass || ' ' || pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
   WHERE relnamespace = 'public'::regnamespace AND (indpred IS NOT NULL OR indexprs IS NOT NULL)
  UNION ALL
  SELECT 'trigger ' || tgrelid::regclass || ' ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT 'function ' || oid::regprocedure || ' ' || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL
  SELECT 'storage ' || oid::regclass || ' ' || array_to_string(reloptions, ', ') FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND reloptions IS NOT NULL`;

/** One line per rule, sorted by bytes; the same on every server of one major version. */
export async function readDatabaseRules(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ rule: string }>(RULES);
    const lines = rows.map(({ rule }) => rule.replace(/\s+/g, ' ')).sort();
    return `${lines.join('\n')}\n`;
  } finally {
    await client.end();
  }
}
