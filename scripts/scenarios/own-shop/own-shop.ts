import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createAgoraClient } from '@agora/client/create-agora-client';
import type { AgoraClient } from '@agora/client/create-agora-client';
import { issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { startChild } from '../../../bench/processes/child';
import type { SeedDomain } from '../../seed/seed-all';
import { runAudit } from '../../audit/run-audit';
import { dataFolder } from '../../system/data-folder';
import type { ShopReady } from './serve';

/** A running shop, seen from its front door and from beneath. */
export interface Shop {
  /** The gateway's `/graphql`. */
  readonly url: string;
  /** Somebody who works there. */
  staff(role: 'support' | 'admin'): Promise<AgoraClient>;
  /** Rows of a domain's database, for what no API proves. */
  rows<Row extends object>(domain: SeedDomain, text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A shop that was started for one scenario and is nobody else's. */
export interface OwnShop extends Shop {
  /** Where its databases and its log are. */
  readonly folder: string;
  /** Rows of the event log. */
  busRows<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Audits all of it, once what is under way has ended. @returns what is broken, a line each. */
  audit(): Promise<string[]>;
  /** Ends it; its data goes with it unless it is kept to be looked at. Again without effect. */
  stop(options?: { readonly keepsData: boolean }): Promise<void>;
}

const CONNECTIONS = 2;
/** A proof reads everything at once. */
const STATEMENT_MS = 60_000;

// Every guest of a scenario comes from here.
const NO_LIMITS = {
  RATE_LIMIT_PER_MINUTE: '0',
  COUPON_ATTEMPTS_PER_MINUTE: '0',
  COUPON_ATTEMPTS_PER_ADDRESS: '0',
};

// A slow machine makes buyers wait. What is wanted is their answer, not the moment a breaker opens.
const PATIENCE = {
  REQUEST_TIMEOUT_MS: '120000',
  SUBGRAPH_TIMEOUT_MS: '60000',
  CART_CALL_TIMEOUT_MS: '10000',
  INVENTORY_TIMEOUT_MS: '10000',
  ORDER_CALL_TIMEOUT_MS: '10000',
  CHECKOUT_WAIT_MS: '8000',
  ORDER_DATABASE_CONNECTIONS: '40',
};

/**
 * Starts a seeded shop in a process and a data folder of its own, with long deadlines and without limits per identity or
 * address.
 * @param settings configuration of that shop
 * @throws Error when it ends before it is ready
 */
export async function startOwnShop(
  name: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<OwnShop> {
  const folder = join(dataFolder(process.env), 'scenarios', `${name}-${String(process.pid)}`);
  mkdirSync(folder, { recursive: true });
  const child = await startChild<ShopReady>(join(__dirname, 'serve.ts'), {
    ...NO_LIMITS,
    ...PATIENCE,
    APOLLO_TELEMETRY_DISABLED: 'true',
    ...settings,
    AGORA_DATA_DIRECTORY: folder,
  });
  const { ready } = child;
  const url = new URL('/graphql', ready.url).href;
  const databases = openDatabases(ready.databases);
  const rowsOf = <Row extends object>(
    domain: string,
    text: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> => {
    const database = databases.get(domain);
    if (database === undefined) throw new Error(`There is no database of ${domain}.`);
    return database.query<Row>(text, values);
  };
  return {
    url,
    folder,
    staff: async (role) => {
      const auth = readAuthConfig(ready.secrets);
      const token = await issueDevelopmentToken(auth, { role, subject: `${role}-1` });
      return createAgoraClient({ url, token: () => token });
    },
    rows: rowsOf,
    busRows: (text, values) => rowsOf('bus', text, values),
    audit: () => auditOf({ ...ready.databases, PAYMENT_URL: ready.paymentUrl }),
    stop: async ({ keepsData } = { keepsData: false }) => {
      await Promise.all([...databases.values()].map((database) => database.close()));
      databases.clear();
      await child.stop();
      if (!keepsData) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function auditOf(addresses: Readonly<Record<string, string>>): Promise<string[]> {
  const settings = { AUDIT_MARGIN_SECONDS: '10', AUDIT_SECOND_LOOK_SECONDS: '5' };
  const { outcomes } = await runAudit({ ...addresses, ...settings });
  return outcomes.flatMap(({ rule, unchecked, violations }) => [
    ...(unchecked === undefined ? [] : [`${rule} was not checked: ${unchecked}`]),
    ...violations.map(({ ids, text }) => `${rule}: ${ids.join(' ')} ${text}`),
  ]);
}

function openDatabases(urls: Readonly<Record<string, string>>): Map<string, Database> {
  const opened = Object.entries(urls).map(([variable, url]) => {
    const domain = variable.replace('_DATABASE_URL', '').toLowerCase();
    const options = {
      name: `${domain}-scenario`,
      maxConnections: CONNECTIONS,
      statementTimeoutMs: STATEMENT_MS,
    };
    return [domain, createDatabase({ url, ...options })] as const;
  });
  return new Map(opened);
}
