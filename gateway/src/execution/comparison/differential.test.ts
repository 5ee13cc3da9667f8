import { FUZZED_SUPERGRAPHS } from './fuzzed-supergraphs.suite';
import type { FuzzedName } from './fuzzed-supergraphs.suite';
import { fuzzGateway } from './fuzz-gateway.suite';

// `npm run nightly` and `npm run fuzz:gateway` run many more. Every fifth is a mutation, where there are any.
const OPERATIONS = process.env['AGORA_TEST_FULL'] === 'true' ? 20_000 : 100;

const names = Object.keys(FUZZED_SUPERGRAPHS) as FuzzedName[];

test.each(names)(
  'random operations over %s have the answers of the stock gateway, but for what is known',
  async (supergraph) => {
    const { problems, operations } = await fuzzGateway({ supergraph, operations: OPERATIONS, seed: 0 });
    expect(problems).toEqual([]);
    expect(operations).toBe(OPERATIONS);
  },
  7_200_000,
);
