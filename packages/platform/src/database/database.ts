import { Client, Pool, TypeOverrides } from 'pg';
import type { ClientConfig, PoolClient, PoolConfig, QueryResult } from 'pg';
import { AppError } from '../errors/app-error';
import { databaseOutage } from '../errors/database-outage';
import { counter } from '../metrics/metrics';
import { backoffMs, sleep } from '../time/deadline';
import type { Queryable, Statement } from './queryable';

// BIGINT as bigint: money must never pass through a double.
const INT8 = 20;
const parsers = new TypeOverrides();
parsers.setTypeParser(INT8, BigInt);

export interface DatabaseOptions {
  /** `postgresql://role:password@host:port/database`. Never logged. */
  readonly url: string;
  /** Shown in pg_stat_activity and in metrics, e.g. `cart` or `cart-background`. */
  readonly name: string;
  /** Most connections at once. Default 10. */
  readonly maxConnections?: number;
  /** Longest time one statement may run. Default 10,000 ms. */
  readonly statementTimeoutMs?: number;
}

export interface TransactionOptions {
  /** How often a transaction that lost to another (40001, 40P01) is run again. Default 3. */
  readonly retries?: number;
}

/**
 * One database of one domain: a bounded pool of keep-alive connections that counts what it sends.
 * `statements` counts every statement but BEGIN, COMMIT and ROLLBACK, also those Prisma sends through
 * {@link pool}; tests compare it with `budgets.json`.
 */
export interface Database extends Queryable {
  readonly name: string;
  readonly pool: Pool;
  readonly statements: number;
  /**
   * Runs `work` in a READ COMMITTED transaction and commits it. Anything thrown rolls back and is rethrown;
   * serialisation failures and deadlocks run `work` again, so it must have no effect outside the transaction.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` (retriable) when no connection can be had.
   */
  inTransaction<T>(work: (tx: Queryable) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Resolves when the server answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const sent = counter({
  name: 'database_statements_total',
  help: 'Statements sent to a database, without BEGIN, COMMIT and ROLLBACK',
  labelNames: ['database'],
});

const trips = counter({
  name: 'database_round_trips_total',
  help: 'Messages sent to a database that wait for its answer: statements, BEGIN, COMMIT and ROLLBACK',
  labelNames: ['database'],
});

const CONTROL = /^\s*(begin|commit|rollback|savepoint|release|set )/i;
const RETRIABLE_STATES = new Set(['40001', '40P01']);

export function createDatabase(options: DatabaseOptions): Database {
  let statements = 0;
  class CountingClient extends Client {
    constructor(config?: ClientConfig) {
      super(config);
      // The pool listens to idle connections only. One that dies between two statements of a transaction fails the
      // next statement; without a listener it would take the process with it.
      this.on('error', () => undefined);
    }

    // pg's overloads all begin with the text or the config; one wrapper serves them.
    override query(...args: unknown[]): never {
      trips.inc({ database: options.name });
      const first = args[0] as string | { text?: string };
      if (!CONTROL.test(typeof first === 'string' ? first : (first.text ?? ''))) {
        statements += 1;
        sent.inc({ database: options.name });
      }
      return (super.query as (...all: unknown[]) => never)(...args);
    }
  }
  const config: PoolConfig & { Client: typeof Client } = {
    connectionString: options.url,
    application_name: `agora-${options.name}`,
    max: options.maxConnections ?? 10,
    keepAlive: true,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    types: parsers,
    Client: CountingClient,
  };
  const pool = new Pool(config);
  // An idle connection that dies (server restart) must not take the process with it; the pool opens another.
  pool.on('error', () => undefined);
  const query = <Row extends object>(
    statement: Statement | string,
    values?: readonly unknown[],
  ): Promise<Row[]> => run<Row>(pool, statement, values);
  return {
    name: options.name,
    pool,
    get statements() {
      return statements;
    },
    query,
    inTransaction: (work, transaction) => inTransaction(pool, work, transaction?.retries ?? 3),
    ping: async () => {
      await query('SELECT 1');
    },
    close: () => pool.end(),
  };
}

async function run<Row extends object>(
  on: Pool | PoolClient,
  statement: Statement | string,
  values: readonly unknown[] | undefined,
): Promise<Row[]> {
  const config = typeof statement === 'string' ? { text: statement } : statement;
  try {
    const result: QueryResult<Row> = await on.query<Row>({
      ...config,
      values: values === undefined ? [] : [...values],
    });
    return result.rows;
  } catch (error) {
    throw unavailableOr(error);
  }
}

const OUT_OF_REACH: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

function unavailableOr(error: unknown): unknown {
  return OUT_OF_REACH.has((error as { code?: unknown }).code)
    ? new AppError('DOWNSTREAM_UNAVAILABLE', 'A database is not reachable', { cause: error })
    : (databaseOutage(error) ?? error);
}

async function inTransaction<T>(
  pool: Pool,
  work: (tx: Queryable) => Promise<T>,
  retries: number,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await onceInTransaction(pool, work);
    } catch (error) {
      const state = (error as { code?: unknown }).code;
      if (attempt >= retries || typeof state !== 'string' || !RETRIABLE_STATES.has(state)) throw error;
      await sleep(backoffMs(attempt, 5, 100));
    }
  }
}

async function onceInTransaction<T>(pool: Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw unavailableOr(error);
  });
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work({ query: (statement, values) => run(client, statement, values) });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed');
    });
    throw unavailableOr(error);
  } finally {
    client.release(broken);
  }
}
