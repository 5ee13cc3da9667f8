import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { counter } from '@agora/platform/metrics';

const statements = counter({
  name: 'database_statements_total',
  help: 'Statements sent to a database, without BEGIN, COMMIT and ROLLBACK',
  labelNames: ['database'],
});

const fetches = counter({
  name: 'gateway_subgraph_requests_total',
  help: 'Fetches from subgraphs by result: ok, graphql_error, or the code of the fault',
  labelNames: ['subgraph', 'result'],
});

/** What one operation cost, by domain; domains it did not touch are left out. */
export interface Spent {
  readonly statements: Readonly<Record<string, number>>;
  readonly fetches: Readonly<Record<string, number>>;
}

const RUNS = 8;

/**
 * What `operation` costs when it is warm: the least of several runs, since what a background job does meanwhile can
 * only add to a count.
 */
export function spentBy(operation: () => Promise<unknown>): Promise<Spent> {
  return spentOn(() => Promise.resolve(undefined), operation);
}

/** The same of an operation that needs something new for every run, which is made uncounted. */
export async function spentOn<T>(
  prepare: () => Promise<T>,
  operation: (prepared: T) => Promise<unknown>,
): Promise<Spent> {
  await operation(await prepare());
  const runs: Spent[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const prepared = await prepare();
    const before = await settledCounts();
    await operation(prepared);
    runs.push(difference(before, await readCounts()));
  }
  return {
    statements: least(runs.map((run) => run.statements)),
    fetches: least(runs.map((run) => run.fetches)),
  };
}

const LOOK_MS = 100;
const MOST_LOOKS = 50;

/** The counts once the events of what was prepared have had their effects: those are not the operation's. */
async function settledCounts(): Promise<Spent> {
  let counts = await readCounts();
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await sleep(LOOK_MS);
    const now = await readCounts();
    if (isDeepStrictEqual(ofOperations(now.statements), ofOperations(counts.statements))) return now;
    counts = now;
  }
  return counts;
}

async function readCounts(): Promise<Spent> {
  return {
    statements: sums((await statements.get()).values.map(({ labels, value }) => [labels.database, value])),
    fetches: sums((await fetches.get()).values.map(({ labels, value }) => [labels.subgraph, value])),
  };
}

function sums(entries: readonly (readonly [string | number | undefined, number])[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, value] of entries) sum[String(name)] = (sum[String(name)] ?? 0) + value;
  return sum;
}

function difference(before: Spent, after: Spent): Spent {
  const minus = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value - (b[name] ?? 0)]));
  return {
    statements: minus(after.statements, before.statements),
    fetches: minus(after.fetches, before.fetches),
  };
}

function least(runs: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = new Set(runs.flatMap((run) => Object.keys(run)));
  const entries = [...names].map((name) => [name, Math.min(...runs.map((run) => run[name] ?? 0))] as const);
  return ofOperations(Object.fromEntries(entries.filter(([, value]) => value > 0)));
}

/** Background work counts under names of its own. */
function ofOperations(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(counts).filter(([name]) => !/-background$|-test$|^event-log$/.test(name)),
  );
}
