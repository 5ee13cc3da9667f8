import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { AppError } from '@agora/platform/errors';

export const AUDITED_DOMAINS = ['catalog', 'pricing', 'inventory', 'cart', 'customer', 'order'] as const;
export type AuditedDomain = (typeof AUDITED_DOMAINS)[number];

/** The databases of all domains, to be read. */
export interface AuditedDatabases {
  has(domain: AuditedDomain): boolean;
  /** Rows of one statement, which sees one moment. @throws AppError `DOWNSTREAM_UNAVAILABLE` (retriable). */
  rows<Row extends object>(domain: AuditedDomain, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** For advisory locks. @throws AppError `INTERNAL` when the database is not known. */
  database(domain: AuditedDomain): Database;
  close(): Promise<void>;
}

const CONNECTIONS = 2;
/** A rule may read whole tables. */
const STATEMENT_MS = 120_000;

/**
 * Opens those databases whose URL is known, in sessions that are read-only: whatever a rule says, the server refuses to write.
 * Nothing connects before it is used.
 */
export function openAuditedDatabases(
  urls: Readonly<Partial<Record<AuditedDomain, string>>>,
): AuditedDatabases {
  const databases = new Map<AuditedDomain, Database>();
  for (const domain of AUDITED_DOMAINS) {
    const url = urls[domain];
    if (url === undefined || url === '') continue;
    const options = { maxConnections: CONNECTIONS, statementTimeoutMs: STATEMENT_MS };
    databases.set(domain, createDatabase({ ...options, url: readOnly(url), name: `${domain}-audit` }));
  }
  const database = (domain: AuditedDomain): Database => {
    const found = databases.get(domain);
    if (found === undefined) throw new AppError('INTERNAL', `The database of ${domain} is not known`);
    return found;
  };
  return {
    has: (domain) => databases.has(domain),
    rows: async (domain, text, values) => database(domain).query(text, values),
    database,
    close: async () => {
      await Promise.all([...databases.values()].map((one) => one.close()));
    },
  };
}

function readOnly(url: string): string {
  const changed = new URL(url);
  const options = changed.searchParams.get('options');
  const readOnlySession = '-c default_transaction_read_only=on';
  changed.searchParams.set('options', options === null ? readOnlySession : `${options} ${readOnlySession}`);
  return changed.href;
}
