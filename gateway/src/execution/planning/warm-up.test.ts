import { metricsRegistry } from '@agora/platform/metrics';
import type { TrustedDocument } from '../../documents/trusted-documents';
import { createEveryFeatureSupergraph } from '../comparison/every-feature.suite';
import { SupergraphExecutor } from '../executor';
import { runOwn } from '../comparison/own-answer.suite';
import { warmUp } from './warm-up';
import type { WarmUp } from './warm-up';

const supergraph = createEveryFeatureSupergraph();
const newExecutor = (): SupergraphExecutor => new SupergraphExecutor(supergraph.sdl, supergraph.apiSchema);
const run = (executor: SupergraphExecutor, query: string) => runOwn(supergraph, executor, { query });

const document = (name: string, body: string, type: TrustedDocument['type'] = 'query'): TrustedDocument => ({
  id: name,
  name,
  type,
  body,
});
const FILMS = document('Films', 'query Films { films { title } }');
const PEOPLE = document('People', 'query People { people(first: 2) { id } }');
const UNKNOWN = document('Unknown', 'query Unknown { thereIsNoSuchField }');

const warm = (executor: SupergraphExecutor, options: Partial<WarmUp>, before = newExecutor()) =>
  warmUp(
    (wanted) => {
      executor.plan(wanted);
    },
    before.inUse(),
    { documents: [], budgetMs: 60_000, signal: new AbortController().signal, ...options },
  );

/** How many operations were planned while `work` ran. */
async function plansOf(work: () => Promise<unknown>): Promise<number> {
  const planned = async (): Promise<number> => {
    const metric = metricsRegistry.getSingleMetric('gateway_plan_duration_seconds');
    const { values = [] } = (await metric?.get()) ?? {};
    return (
      values.find((value) => 'metricName' in value && String(value.metricName).endsWith('_count'))?.value ?? 0
    );
  };
  const before = await planned();
  await work();
  return (await planned()) - before;
}

it('an operation that fifty ask for at the same moment is planned once', async () => {
  const executor = newExecutor();
  let answers: readonly unknown[] = [];
  const plans = await plansOf(async () => {
    answers = await Promise.all(Array.from({ length: 50 }, () => run(executor, FILMS.body)));
  });
  expect(plans).toBe(1);
  expect(new Set(answers.map((answer) => JSON.stringify((answer as { data: unknown }).data))).size).toBe(1);
});

describe('a supergraph that is planned for before it is served', () => {
  it('does not plan again what it is then asked', async () => {
    const executor = newExecutor();
    expect(await plansOf(() => warm(executor, { documents: [FILMS, PEOPLE] }))).toBe(2);
    expect(await plansOf(() => run(executor, FILMS.body))).toBe(0);
  });

  it('knows the operations that were in use before, the latest first', async () => {
    const before = newExecutor();
    for (const { body } of [FILMS, PEOPLE, FILMS]) await run(before, body);
    expect(before.inUse().map(({ operation }) => operation.name?.value)).toEqual(['Films', 'People']);
    const executor = newExecutor();
    await warm(executor, {}, before);
    expect(await plansOf(() => run(executor, PEOPLE.body))).toBe(0);
  });

  it('goes on after an operation that it cannot answer, and names it', async () => {
    const broken = document('Broken', 'query Broken {');
    const executor = newExecutor();
    expect(await warm(executor, { documents: [UNKNOWN, broken, FILMS] })).toEqual({
      planned: 1,
      refused: 2,
      refusedNames: ['Unknown', 'unreadable'],
      left: 0,
    });
  });

  it('leaves subscriptions, what is more than a thousand, and what there is no time for', async () => {
    const live = document('Live', 'subscription Live { films { title } }', 'subscription');
    expect(await warm(newExecutor(), { documents: [live] })).toMatchObject({ planned: 0, left: 0 });
    const many = Array.from({ length: 1_005 }, () => FILMS);
    expect(await warm(newExecutor(), { documents: many })).toMatchObject({ planned: 1_000, left: 5 });
    expect(await warm(newExecutor(), { documents: [FILMS], budgetMs: 0 })).toMatchObject({ left: 1 });
  });

  it('lets others work in between and stops when it is told', async () => {
    const stop = new AbortController();
    setImmediate(() => {
      stop.abort();
    });
    const warming = warm(newExecutor(), { documents: [FILMS, PEOPLE], signal: stop.signal });
    expect(await warming).toMatchObject({ planned: 1, left: 1 });
  });
});
