import { readMetrics } from '../metrics-page';
import type { MetricsPage } from '../metrics-page';

export interface OperationCounts {
  /** By domain, those that were touched. */
  readonly statements: Readonly<Record<string, number>>;
  /** Over all databases, BEGIN and COMMIT too. */
  readonly roundTrips: number;
  /** By subgraph, those the gateway asked. */
  readonly fetches: Readonly<Record<string, number>>;
}

const RUNS = 8;
const DOMAINS = ['cart', 'catalog', 'customer', 'inventory', 'order', 'pricing'];

/**
 * What one run of a warm operation costs: the least of several, because what runs in the background can only add.
 * @param url of the process that runs everything, without a path
 */
export async function countOperation(
  url: string,
  operation: () => Promise<unknown>,
): Promise<OperationCounts> {
  await operation();
  const runs: OperationCounts[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = await readMetrics(url);
    await operation();
    runs.push(difference(before, await readMetrics(url)));
  }
  return {
    statements: least(runs.map(({ statements }) => statements)),
    roundTrips: Math.min(...runs.map(({ roundTrips }) => roundTrips)),
    fetches: least(runs.map(({ fetches }) => fetches)),
  };
}

function difference(before: MetricsPage, after: MetricsPage): OperationCounts {
  const spent = (name: string, label: readonly [string, string]): number =>
    after.sum(name, label) - before.sum(name, label);
  const byDomain = (name: string, label: string): Record<string, number> =>
    Object.fromEntries(DOMAINS.map((domain) => [domain, spent(name, [label, domain])]));
  const trips = byDomain('database_round_trips_total', 'database');
  return {
    statements: byDomain('database_statements_total', 'database'),
    roundTrips: Object.values(trips).reduce((sum, count) => sum + count, 0),
    fetches: byDomain('gateway_subgraph_requests_total', 'subgraph'),
  };
}

function least(runs: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const counts = DOMAINS.map((domain) => [domain, Math.min(...runs.map((run) => run[domain] ?? 0))] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}
