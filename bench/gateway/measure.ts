import { median, percentile } from '../median';
import type { Child } from '../processes/child';
import { runLoad } from './load';
import type { Requests } from './requests';
import { requireSameAnswers } from './same-answers';
import type { AnswerBytes } from './same-answers';
import type { StubCounts, StubQuestion } from './stub/process';

/** A contestant that runs. */
export interface Running {
  readonly name: string;
  /** Its `/graphql`. */
  readonly url: string;
  readonly process: Child<object>;
}

/** Of one contestant; times and counts per request of a client. */
export interface Figures {
  readonly perSecond: number;
  /** Of the gateway's process. */
  readonly cpuMs: number;
  readonly calls: number;
  /** Of the bodies of those calls. */
  readonly requestKb: number;
  readonly rssMb: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What a measurement is about. */
export interface Situation {
  readonly requests: Requests;
  readonly clients: number;
  readonly delayMs: number;
}

export interface Rounds {
  readonly count: number;
  readonly durationMs: number;
}

const WARM_MS = 500;
const COMPARED = 50;

/**
 * Compares the answers of all contestants, then puts load on each, round by round in turn, so that what happens to the
 * machine meanwhile hits all of them. By name, the median of the rounds.
 * @throws Error when an answer is not the one every contestant gave before.
 */
export async function measure(
  contestants: readonly Running[],
  stub: Child<object>,
  situation: Situation,
  rounds: Rounds,
): Promise<ReadonlyMap<string, Figures>> {
  const { requests, delayMs } = situation;
  await ask(stub, { kind: 'delay', delayMs });
  const bodies = Array.from({ length: COMPARED }, () => requests.next());
  const answerBytes = await requireSameAnswers(contestants, bodies);
  const figures = new Map<string, Figures[]>(contestants.map(({ name }) => [name, []]));
  const run = (contestant: Running, durationMs: number): Promise<Figures> =>
    runRound({ contestant, stub, situation, durationMs, answerBytes });
  for (const contestant of contestants) await run(contestant, WARM_MS);
  for (let round = 0; round < rounds.count; round += 1) {
    for (const contestant of contestants)
      figures.get(contestant.name)?.push(await run(contestant, rounds.durationMs));
  }
  return new Map([...figures].map(([name, all]) => [name, medianOf(all)]));
}

interface Round {
  readonly contestant: Running;
  readonly stub: Child<object>;
  readonly situation: Situation;
  readonly durationMs: number;
  readonly answerBytes: AnswerBytes;
}

async function runRound({ contestant, stub, situation, durationMs, answerBytes }: Round): Promise<Figures> {
  const { process, url, name } = contestant;
  const countsBefore = await ask(stub, { kind: 'counts' });
  const before = await process.usage();
  const { requests, elapsedMs, latenciesMs } = await runLoad({
    url,
    clients: situation.clients,
    durationMs,
    next: () => situation.requests.next(),
    answerBytes: answerBytes.get(name) ?? 0,
  });
  const after = await process.usage();
  const counts = await ask(stub, { kind: 'counts' });
  return {
    perSecond: (requests / elapsedMs) * 1_000,
    cpuMs: (after.cpuMs - before.cpuMs) / requests,
    calls: (counts.calls - countsBefore.calls) / requests,
    requestKb: (counts.requestBytes - countsBefore.requestBytes) / requests / 1_000,
    rssMb: after.rssBytes / 1_000_000,
    p50Ms: percentile(latenciesMs, 50),
    p99Ms: percentile(latenciesMs, 99),
  };
}

async function ask(stub: Child<object>, question: StubQuestion): Promise<StubCounts> {
  return (await stub.ask(question)) as StubCounts;
}

function medianOf(all: readonly Figures[]): Figures {
  const of = (figure: keyof Figures): number => median(all.map((figures) => figures[figure]));
  return {
    perSecond: of('perSecond'),
    cpuMs: of('cpuMs'),
    calls: of('calls'),
    requestKb: of('requestKb'),
    rssMb: of('rssMb'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
  };
}
