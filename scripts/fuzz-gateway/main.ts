// What `npm run fuzz:gateway` runs; see scripts/fuzz-gateway.mjs.
import { parseArgs } from 'node:util';
import { FUZZED_SUPERGRAPHS } from '../../gateway/src/execution/comparison/fuzzed-supergraphs.suite';
import type { FuzzedName } from '../../gateway/src/execution/comparison/fuzzed-supergraphs.suite';
import { fuzzGateway } from '../../gateway/src/execution/comparison/fuzz-gateway.suite';
import { endWith } from '../system/end-with';

interface Options {
  readonly supergraphs: readonly FuzzedName[];
  /** Of each supergraph. */
  readonly operations: number;
  readonly seed: number;
}

const STEP = 1_000;

async function main(): Promise<void> {
  const { supergraphs, operations, seed } = readOptions(process.argv.slice(2));
  for (const supergraph of supergraphs) {
    const onProgress = (done: number): void => {
      if (done % STEP === 0) console.log(`${supergraph}: ${String(done)} of ${String(operations)}`);
    };
    const report = await fuzzGateway({ supergraph, operations, seed, onProgress });
    const last = seed + report.operations - 1;
    console.log(
      `${supergraph}: ${String(report.operations)} operations, seeds ${String(seed)} to ${String(last)}, ${String(report.problems.length)} unexplained`,
    );
    for (const [name, count] of report.known) console.log(`  known: ${name}: ${String(count)}`);
    for (const problem of report.problems) console.error(`\n${problem}\n`);
    if (report.problems.length > 0) process.exitCode = 1;
  }
}

/** @throws Error for an option that is none. */
function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: { type: 'string', default: '10000' },
      seed: { type: 'string', default: String(Math.floor(Date.now() / 1_000)) },
      supergraph: { type: 'string', default: 'all' },
    },
  });
  const names = Object.keys(FUZZED_SUPERGRAPHS) as FuzzedName[];
  const supergraphs =
    values.supergraph === 'all' ? names : names.filter((name) => name === values.supergraph);
  if (supergraphs.length === 0) throw new Error(`--supergraph is all or one of ${names.join(', ')}`);
  return {
    supergraphs,
    operations: wholeNumber('operations', values.operations),
    seed: wholeNumber('seed', values.seed),
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number`);
  return value;
}

main().catch(endWith);
