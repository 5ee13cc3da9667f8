import autocannon from 'autocannon';
import { median } from '../median';

/** A gateway under load. */
export interface Target {
  readonly name: string;
  /** Its `/graphql`. */
  readonly url: string;
  /** CPU time its process has used, milliseconds. */
  cpuMs(): Promise<number>;
}

export interface QueryRate {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the gateway's process, per request: the number that other load on the machine changes least. */
  readonly cpuMs: number;
}

const ROUNDS = 3;
const WARM_SECONDS = 2;
const ROUND_SECONDS = 3;

/**
 * Load on each target by so many clients, round by round in turn, so that what happens to the machine meanwhile hits
 * all of them. By name, the median of the rounds.
 * @throws Error when an answer is not the one every target gave before.
 */
export async function measureQuery(
  targets: readonly Target[],
  document: string,
  connections: number,
): Promise<ReadonlyMap<string, QueryRate>> {
  const rounds = new Map<string, QueryRate[]>(targets.map(({ name }) => [name, []]));
  for (const target of targets) await runRound(target, document, { connections, seconds: WARM_SECONDS });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const target of targets)
      rounds
        .get(target.name)
        ?.push(await runRound(target, document, { connections, seconds: ROUND_SECONDS }));
  }
  return new Map([...rounds].map(([name, rates]) => [name, medianOf(rates)]));
}

async function runRound(
  target: Target,
  document: string,
  load: { readonly connections: number; readonly seconds: number },
): Promise<QueryRate> {
  const cpuBeforeMs = await target.cpuMs();
  const { requests, latency, errors, non2xx } = await autocannon({
    url: target.url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document }),
    connections: load.connections,
    duration: load.seconds,
  });
  if (errors + non2xx > 0) throw new Error(`${String(errors + non2xx)} requests failed under load.`);
  const cpuMs = ((await target.cpuMs()) - cpuBeforeMs) / requests.total;
  return { perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99, cpuMs };
}

function medianOf(rates: readonly QueryRate[]): QueryRate {
  return {
    perSecond: median(rates.map((rate) => rate.perSecond)),
    p50Ms: median(rates.map((rate) => rate.p50Ms)),
    p99Ms: median(rates.map((rate) => rate.p99Ms)),
    cpuMs: median(rates.map((rate) => rate.cpuMs)),
  };
}

/** @throws Error unless all targets answer this query, and the same. */
export async function requireSameAnswer(targets: readonly Target[], document: string): Promise<void> {
  const answers = await Promise.all(
    targets.map(async ({ url }) => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: document }),
      });
      const { data, errors } = (await answer.json()) as { data?: unknown; errors?: unknown };
      if (errors !== undefined) throw new Error(`The query has errors: ${JSON.stringify(errors)}`);
      return JSON.stringify(data);
    }),
  );
  if (new Set(answers).size !== 1) throw new Error('The gateways answer the same query differently.');
}
