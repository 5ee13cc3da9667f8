// npm run soak [-- --minutes <n>] [--clients <n>] [--only gateway|shop]: hours of moderate load, and whether what a process holds grows.
import { endWith } from '../../scripts/system/end-with';
import type { Inside } from '../processes/inside';
import { tableLines } from '../table';
import { startSoakedGateway } from './gateway';
import { readSoakOptions } from './options';
import type { SoakOptions } from './options';
import { startSoakedShop } from './shop';
import type { Soaked } from './soaked';
import { mayBeLeft, trendsOf } from './verdict';

const STARTERS: Readonly<Record<string, (clients: number) => Promise<Soaked>>> = {
  gateway: startSoakedGateway,
  shop: startSoakedShop,
};
const SAMPLES = 60;
const MIN_PAUSE_MS = 3_000;
/** How long connections that nobody uses may take to go. */
const CALM_MS = 30_000;
const HEADING = ['first third', 'middle', 'last third', ''] as const;
/** Of the turns: what a busy machine makes of deadlines. */
const MOST_FAILED = 0.01;

async function main(args: readonly string[]): Promise<number> {
  const options = readSoakOptions(args);
  const starters = selected(options.only);
  const clients = Math.max(1, Math.floor(options.clients / starters.length));
  const soaked: Soaked[] = [];
  try {
    for (const start of starters) soaked.push(await start(clients));
    const results = await Promise.all(soaked.map((one) => soak(one, options)));
    for (const { rows } of results) console.log([...tableLines(rows), ''].join('\n'));
    const isFlat = results.every((result) => result.isFlat);
    const words = `${String(options.minutes)} min, ${String(clients)} clients each`;
    console.log(isFlat ? `Flat: ${words}.` : `Not flat: ${words}.`);
    return isFlat ? 0 : 1;
  } finally {
    await Promise.all(soaked.map((one) => one.stop()));
  }
}

function selected(only: readonly string[] | undefined): (typeof STARTERS)[string][] {
  const unknown = only?.find((name) => !(name in STARTERS));
  if (unknown !== undefined)
    throw new Error(`--only is ${Object.keys(STARTERS).join(' or ')}, not ${unknown}.`);
  return Object.entries(STARTERS)
    .filter(([name]) => only?.includes(name) ?? true)
    .map(([, start]) => start);
}

interface Result {
  readonly rows: readonly (readonly string[])[];
  readonly isFlat: boolean;
}

async function soak(soaked: Soaked, { minutes }: SoakOptions): Promise<Result> {
  const before = await soaked.process.inside();
  const load = soaked.startLoad();
  const samples = await sample(soaked, minutes * 60_000);
  await load.stop();
  const { done, failed, reason } = load.turns();
  const trends = trendsOf(samples);
  const allowed = mayBeLeft(trends, before, soaked.held);
  const left = await socketsLeft(soaked, allowed);
  const isServed = failed <= (done + failed) * MOST_FAILED;
  const verdict = (isFlat: boolean | undefined): string =>
    isFlat === undefined ? '' : isFlat ? 'flat' : 'GROWS';
  return {
    isFlat: trends.every(({ isFlat }) => isFlat !== false) && left <= allowed && isServed,
    rows: [
      [`${soaked.name}, ${(done / (minutes * 60)).toFixed(1)} turns/s`, ...HEADING],
      ...trends.map(({ figure, first, middle, last, isFlat }) => [
        `  ${figure}`,
        ...[first, middle, last].map((value) => value.toFixed(1)),
        verdict(isFlat),
      ]),
      ['  sockets after the load', '', '', String(left), left <= allowed ? 'given back' : 'LEAKED'],
      [
        `  turns that failed${reason === undefined ? '' : `: ${reason}`}`,
        '',
        '',
        String(failed),
        isServed ? 'few' : 'MANY',
      ],
    ],
  };
}

async function sample({ process }: Soaked, durationMs: number): Promise<readonly Inside[]> {
  const pauseMs = Math.max(MIN_PAUSE_MS, durationMs / SAMPLES);
  const samples: Inside[] = [];
  for (const endMs = performance.now() + durationMs; performance.now() < endMs;) {
    await pause(pauseMs);
    samples.push(await process.inside());
  }
  return samples;
}

/** As soon as they are as few as may be left, else what there is when the time is up. */
async function socketsLeft({ process }: Soaked, allowed: number): Promise<number> {
  for (const endMs = performance.now() + CALM_MS; ;) {
    const { sockets } = await process.inside();
    if (sockets <= allowed || performance.now() > endMs) return sockets;
    await pause(500);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

main(process.argv.slice(2)).then((code) => process.exit(code), endWith);
