// npm run bench:gateway [-- <options>]: gateways as processes of their own over the same stub subgraphs, one table from
// one run, over the loopback interface.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOM_FOR_THE_YOUNG } from '../../scripts/processes/node-with-sources.mjs';
import { endWith } from '../../scripts/system/end-with';
import { startChild } from '../processes/child';
import type { Child } from '../processes/child';
import { tableLines } from '../table';
import type { Contestant } from './contestants';
import { runLoad } from './load';
import { measure } from './measure';
import type { Running } from './measure';
import { readOptions } from './options';
import type { Options } from './options';
import { HEADING, situationRows } from './rows';
import { requireSameAnswers } from './same-answers';
import { servingEnvironment } from './serving-environment';
import type { StubReady } from './stub/process';
import { stubSupergraph } from './stub/supergraph';

/** Until the machine code of a gateway is made. */
const FIRST_WARM_MS = 3_000;
/** Longer ones say nothing more, shorter ones nothing. */
const MAX_ROUND_MS = 2_000;
const MIN_ROUND_MS = 200;
/** The rest of the time goes to comparing, warming and waiting for the last answers. */
const SHARE_OF_ROUNDS = 0.6;

async function main(args: readonly string[]): Promise<void> {
  const startedMs = performance.now();
  const options = readOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'agora-bench-'));
  // The others end by themselves when this process is gone.
  process.once('SIGTERM', () => process.exit(1));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const children: Child<object>[] = [];
  try {
    const stub = await startChild<StubReady>(join(__dirname, 'stub/process.ts'), {});
    children.push(stub);
    const env = servingEnvironment(folder, stubSupergraph(stub.ready.urls));
    const contestants: Running[] = [];
    for (const contestant of options.contestants) {
      const running = await start(contestant, env);
      children.push(running.process);
      contestants.push(running);
    }
    console.log([...tableLines(await measureAll(contestants, stub, options)), ''].join('\n'));
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const machine = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`;
  console.log(`${machine}; ${String(seconds)} s.`);
}

async function start({ name, file, env }: Contestant, serves: NodeJS.ProcessEnv): Promise<Running> {
  const program = join(__dirname, 'processes', file);
  // All of them alike: it serves the stock gateway, too.
  const process = await startChild<{ readonly url: string }>(
    program,
    { ...serves, ...env },
    { nodeOptions: [ROOM_FOR_THE_YOUNG], isBuilt: true },
  );
  return { name, url: process.ready.url, process };
}

async function measureAll(
  contestants: readonly Running[],
  stub: Child<object>,
  options: Options,
): Promise<readonly (readonly string[])[]> {
  const situations = options.requests.flatMap((requests) =>
    options.delaysMs.flatMap((delayMs) => options.clients.map((clients) => ({ requests, delayMs, clients }))),
  );
  await warm(contestants, situations);
  const rows: (readonly string[])[] = [HEADING];
  const endMs = performance.now() + options.budgetMs;
  for (const [index, situation] of situations.entries()) {
    const shareMs = (endMs - performance.now()) / (situations.length - index);
    const roundMs = (shareMs * SHARE_OF_ROUNDS) / (contestants.length * options.rounds);
    const durationMs = Math.max(MIN_ROUND_MS, Math.min(MAX_ROUND_MS, roundMs));
    const figures = await measure(contestants, stub, situation, { count: options.rounds, durationMs });
    rows.push(...situationRows(situation, figures));
  }
  return rows;
}

async function warm(
  contestants: readonly Running[],
  [first]: readonly { readonly requests: Options['requests'][number] }[],
): Promise<void> {
  if (first === undefined) return;
  const answerBytes = await requireSameAnswers(contestants, [first.requests.next()]);
  for (const { name, url } of contestants) {
    await runLoad({
      url,
      clients: 10,
      durationMs: FIRST_WARM_MS,
      next: () => first.requests.next(),
      answerBytes: answerBytes.get(name) ?? 0,
    });
  }
}

main(process.argv.slice(2)).catch(endWith);
