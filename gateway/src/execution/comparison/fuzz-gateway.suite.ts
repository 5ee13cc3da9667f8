import { Comparison } from './compare.suite';
import type { Difference } from './compare.suite';
import { FUZZED_SUPERGRAPHS } from './fuzzed-supergraphs.suite';
import type { FuzzedName } from './fuzzed-supergraphs.suite';
import { KNOWN_DIFFERENCES, knownDifference } from './known-differences.suite';
import { shrunk } from './shrink.suite';

/** What came of running many random operations over one supergraph. */
export interface FuzzReport {
  readonly operations: number;
  /** How many had each of the known differences, by its name. */
  readonly known: ReadonlyMap<string, number>;
  /** Differences that nobody has explained, and known ones that are too frequent to be that. Empty when all is well. */
  readonly problems: readonly string[];
}

export interface FuzzOptions {
  readonly supergraph: FuzzedName;
  readonly operations: number;
  /** Of the first operation; the others have the numbers after it. */
  readonly seed: number;
  /** Called after each operation with how many are done. */
  readonly onProgress?: (done: number) => void;
}

const MOST_PROBLEMS = 5;
/** Of fewer operations a share says nothing. */
const FEW = 3;

/** Compares our executor with the stock gateway. It stops early when enough has gone wrong. */
export async function fuzzGateway({
  supergraph,
  operations,
  seed,
  onProgress,
}: FuzzOptions): Promise<FuzzReport> {
  const comparison = new Comparison(FUZZED_SUPERGRAPHS[supergraph]());
  const known = new Map<string, number>();
  const problems: string[] = [];
  let done = 0;
  while (done < operations && problems.length < MOST_PROBLEMS) {
    const difference = await comparison.at(seed + done);
    done += 1;
    onProgress?.(done);
    if (difference === undefined) continue;
    const explanation = knownDifference(difference);
    if (explanation === undefined) problems.push(await described(comparison, supergraph, difference));
    else known.set(explanation.name, (known.get(explanation.name) ?? 0) + 1);
  }
  for (const { name, mostOf } of KNOWN_DIFFERENCES) {
    const count = known.get(name) ?? 0;
    if (count > FEW && count > mostOf * done)
      problems.push(`${name}: ${String(count)} of ${String(done)} operations over ${supergraph}`);
  }
  return { operations: done, known, problems };
}

/** With all that is needed to look into it. */
async function described(
  comparison: Comparison,
  supergraph: FuzzedName,
  difference: Difference,
): Promise<string> {
  const { query, found, stock, own } = await shrunk(difference, {
    apiSchema: comparison.apiSchema,
    // What is known may not take the place of what is looked for.
    differenceOf: async (document) => {
      const smaller = await comparison.of(document, difference.seed);
      return smaller !== undefined && knownDifference(smaller) === undefined ? smaller : undefined;
    },
  });
  return [
    `npm run fuzz:gateway -- --supergraph ${supergraph} --seed ${String(difference.seed)} --operations 1`,
    ...found.slice(0, 5).map((one) => `  stock or ours: ${one}`),
    query,
    `variables: ${JSON.stringify(difference.variables)}`,
    `operation: ${difference.operationName ?? 'the only one'}, fault: ${JSON.stringify(difference.fault ?? 'none')}`,
    `stock: ${JSON.stringify(stock)}`,
    `ours:  ${JSON.stringify(own)}`,
  ].join('\n');
}
