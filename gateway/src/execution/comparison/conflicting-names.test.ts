import { SupergraphExecutor } from '../executor';
import { runOwn } from './own-answer.suite';
import { differences, runStock } from './stock-answer.suite';
import type { ObservedAnswer } from './stock-answer.suite';
import { conflictingSupergraph } from './conflicting-names.suite';

const OPERATIONS = process.env['AGORA_TEST_FULL'] === 'true' ? 10_000 : 60;

const { supergraph, operationOf, rightAnswer } = conflictingSupergraph();
const executor = new SupergraphExecutor(supergraph.sdl, supergraph.apiSchema);

test('operations that call things by the names of what is required are answered right or refused', async () => {
  const counts = { right: 0, refused: 0, stockWrong: 0 };
  for (let seed = 0; seed < OPERATIONS; seed += 1) {
    const operation = operationOf(seed);
    const right = await rightAnswer(operation);
    const own = await runOwn(supergraph, executor, operation);
    if ((own as Partial<ObservedAnswer>).data === undefined) {
      // By us, before anything was asked; or by the planner, for what it has mixed up itself.
      expect(own).toMatchObject({ fetches: [], errors: [{ message: expect.stringMatching(REFUSAL) }] });
      counts.refused += 1;
    } else {
      expect({ seed, query: operation.query, found: differences(right, own) }).toMatchObject({ found: [] });
      counts.right += 1;
    }
    const stock = await runStock(supergraph, operation.query, operation.variables).catch(() => undefined);
    if (stock !== undefined && differences(right, stock).length > 0) counts.stockWrong += 1;
  }
  // Else the operations would not be about names that are in conflict.
  expect(counts.right).toBeGreaterThan(OPERATIONS / 4);
  expect(counts.refused).toBeGreaterThan(OPERATIONS / 10);
  expect(counts.stockWrong).toBeGreaterThan(OPERATIONS / 10);
}, 3_600_000);

const REFUSAL = /would stand for different things|Cannot add selection of field/;
