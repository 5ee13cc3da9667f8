import { createHttpTransport } from '@agora/platform/subgraph-transport';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import {
  NONSENSE,
  UNENDING,
  answerWith,
  startHostileSubgraph,
} from '../../../packages/platform/src/subgraph-transport/testing/hostile-subgraph';
import type {
  HostileSubgraph,
  Misbehaviour,
} from '../../../packages/platform/src/subgraph-transport/testing/hostile-subgraph';
import { bearer, startTestGateway } from '../testing/test-gateway';
import type { Answer, TestGateway } from '../testing/test-gateway';

interface Scene {
  readonly test: TestGateway;
  /** Answers instead of the reviews. */
  readonly reviews: HostileSubgraph;
  stop(): Promise<void>;
}

async function startScene(): Promise<Scene> {
  const test = await startTestGateway({ config: { subgraphTimeoutMs: 300 } });
  const reviews = await startHostileSubgraph();
  const transport: SubgraphTransport = createHttpTransport({ url: reviews.url, maxAnswerBytes: 4_000_000 });
  test.reviews.answer = (request) => transport.execute(request);
  return {
    test,
    reviews,
    stop: async () => {
      await test.stop();
      await transport.close();
      await reviews.close();
    },
  };
}

const QUERY = '{ products(first: 1) { id title stars } }';
const WITHOUT_STARS = { products: [{ id: '1', title: 'Product 1', stars: null }] };

const codesOf = ({ json }: Answer): unknown[] =>
  (json.errors ?? []).map(({ extensions }) => extensions['code']);

describe('a client whose operation meets a subgraph that answers with', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene();
  });
  afterAll(() => scene.stop());

  const answerTo = (behaviour: Misbehaviour, query = QUERY): Promise<Answer> => {
    scene.reviews.behave(behaviour);
    return scene.test.query(query);
  };

  // Few enough of them that the breaker does not open, see below.
  test.each([
    ['a page', NONSENSE],
    ['bytes that are no UTF-8', NONSENSE],
    ['lists within each other without end', NONSENSE],
    ['a body that never ends', UNENDING],
    ['a body that drips', UNENDING],
  ])('%s has the rest, and an error with a code', async (name, kind) => {
    const behaviour = kind[name];
    expect(behaviour).toBeDefined();
    const answer = await answerTo(behaviour ?? answerWith(''));
    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual(WITHOUT_STARS);
    expect(codesOf(answer)).toEqual([expect.stringMatching(/^(DOWNSTREAM_UNAVAILABLE|DEADLINE_EXCEEDED)$/)]);
    expect(answer.text).not.toMatch(/127\.0\.0\.1|reviews|undici|at /);
  });

  test.each([
    ['a text for a number', '[{"stars":"five"}]'],
    ['an object for a number', '[{"stars":{"__proto__":1}}]'],
    ['a number that is no Int', '[{"stars":1e400}]'],
    ['an entity too many', '[{"stars":1},{"stars":2}]'],
    ['no entity', '[]'],
    ['an object for the entities', '{"0":{"stars":1},"length":1}'],
    ['very many entities', `[${'{"stars":1},'.repeat(100_000)}{"stars":1}]`],
    ['a very long text for a number', `[{"stars":"${'9'.repeat(3_000_000)}"}]`],
  ])('%s has an error and nothing of it', async (_, entities) => {
    const answer = await answerTo(answerWith(`{"data":{"_entities":${entities}}}`));
    expect(answer.status).toBe(200);
    expect(answer.json.data).toHaveProperty('products');
    expect(codesOf(answer).length).toBeGreaterThan(0);
    expect(JSON.stringify(answer.json.data)).not.toMatch(/five|__proto__|999|"stars":[^n]/);
    expect(answer.text.length).toBeLessThan(2_000);
  });

  test('keys that every object inherits has its own fields, and no object has more', async () => {
    const entity =
      '{"__proto__":{"stars":9,"title":"bad"},"constructor":{"prototype":{"stars":9}},"stars":3}';
    const answer = await answerTo(answerWith(`{"data":{"_entities":[${entity}]}}`));
    expect(answer.json).toEqual({ data: { products: [{ id: '1', title: 'Product 1', stars: 3 }] } });
    expect(({} as Record<string, unknown>)['stars']).toBeUndefined();
  });

  test('errors about anything hears of them, with codes it knows', async () => {
    const errors = [
      { message: 'x'.repeat(1_000), path: ['__proto__', 'polluted'], extensions: { code: '__proto__' } },
      { message: 'no', path: ['_entities', 9_999_999], extensions: { code: 'NOT_FOUND', serviceName: 'x' } },
      { message: 'no', path: ['_entities', 0, 'constructor', -1], extensions: { code: {} } },
    ];
    const text = JSON.stringify({ data: { _entities: [{ stars: 2 }] }, errors });
    const answer = await answerTo(answerWith(text));
    expect(answer.json.data).toEqual({ products: [{ id: '1', title: 'Product 1', stars: 2 }] });
    expect(codesOf(answer)).toEqual(['INTERNAL', 'NOT_FOUND', 'INTERNAL']);
  });

  test('very many errors about very many entities hears of some of them', async () => {
    const errors = `${'{"message":"no","path":["_entities",0]},'.repeat(50_000)}{"message":"no"}`;
    const answer = await answerTo(answerWith(`{"data":null,"errors":[${errors}]}`));
    expect(codesOf(answer).length).toBeGreaterThan(0);
    expect(codesOf(answer).length).toBeLessThanOrEqual(1_000);
  });
});

test('a subgraph that keeps answering nonsense is not asked for a while', async () => {
  const { test: running, reviews, stop } = await startScene();
  reviews.behave(NONSENSE['a page'] ?? answerWith(''));
  // Each is tried twice, and twenty calls are needed to judge.
  for (let count = 0; count < 12; count += 1) await running.query(QUERY);
  const asked = reviews.requests;
  const refused = await running.query(QUERY);
  expect(reviews.requests).toBe(asked);
  expect(refused.json.data).toEqual(WITHOUT_STARS);
  expect(codesOf(refused)).toEqual(['DOWNSTREAM_UNAVAILABLE']);
  const headers = await bearer('support');
  const health: unknown = await (await fetch(`${running.url}/health/detailed`, { headers })).json();
  expect(health).toMatchObject({ breakers: { reviews: 'open', shop: 'closed' } });
  await stop();
});
