import type { SubgraphRequest } from '@agora/platform/subgraph-transport';
import { FORWARDED_HEADERS } from './forwarded-headers';
import { answerWithTheAsker, crossings, identities, markOf, sharing } from './nobody-elses-answer.suite';
import type { Identity } from './nobody-elses-answer.suite';
import { startTestGateway } from './testing/test-gateway';
import type { Answer, TestGateway } from './testing/test-gateway';

/** Two of each asker at a time: there is something to share in every round. */
const TIMES = 2;
const ROUNDS = 33;

let test: TestGateway;
let askers: readonly Identity[];

beforeAll(async () => {
  askers = await identities();
});
afterEach(() => test.stop());

async function start(front: 'lean' | 'apollo', level: 'off' | 'both'): Promise<void> {
  const env = { RATE_LIMIT_PER_MINUTE: '0', GATEWAY_FRONT: front, GATEWAY_DEDUPLICATION: level };
  test = await startTestGateway({ env, isPrimed: false });
  answerWithTheAsker(test);
}

describe('the same operation of many askers at the same moment', () => {
  it.each(['lean', 'apollo'] as const)(
    'is answered to each about himself by the %s front with all that it shares',
    async (front) => {
      await start(front, 'both');
      const requests = ROUNDS * TIMES * askers.length;
      expect(new Set(askers.map(({ headers }) => markOf(headers))).size).toBe(askers.length);
      expect(requests).toBeGreaterThanOrEqual(1_000);
      expect(await crossings(test.post, { rounds: ROUNDS, askers, times: TIMES })).toEqual([]);
      // Equal ones were one: there was something that could have crossed.
      expect(test.shop.requests.length).toBeLessThan(requests);
      expect(test.shop.requests.length).toBeGreaterThan(requests / 4);
    },
    240_000,
  );
});

describe('these tests', () => {
  const rounds = 5;
  beforeEach(() => start('lean', 'off'));

  it('see nothing cross when a road shares what is the same in everything', async () => {
    const shared = share(test, (request) => keyOf(request, FORWARDED_HEADERS));
    expect(await crossings(test.post, { rounds, askers, times: TIMES })).toEqual([]);
    expect(shared()).toBeGreaterThan(0);
  }, 120_000);

  it.each(FORWARDED_HEADERS)(
    'see answers cross when a road shares across %s',
    async (name) => {
      const others = FORWARDED_HEADERS.filter((header) => header !== name);
      share(test, (request) => keyOf(request, others));
      const found = await crossings(test.post, { rounds, askers, times: TIMES });
      expect(found.length).toBeGreaterThan(0);
    },
    120_000,
  );

  it('see answers cross when whole operations are shared by their text and variables', async () => {
    const running = new Map<string, Promise<Answer>>();
    const sharingPost: TestGateway['post'] = (body, headers) => {
      const key = JSON.stringify(body);
      const one = running.get(key) ?? test.post(body, headers).finally(() => running.delete(key));
      running.set(key, one);
      return one;
    };
    const found = await crossings(sharingPost, { rounds, askers, times: 1 });
    expect(found.length).toBeGreaterThan(0);
  }, 120_000);
});

function share(test: TestGateway, key: (request: SubgraphRequest) => string): () => number {
  const roads = [test.shop, test.reviews].map((road) => {
    const { answer } = road;
    if (answer === undefined) throw new Error('the road answers for itself');
    const shared = sharing(answer, key);
    road.answer = shared.answer;
    return shared;
  });
  return () => roads.reduce((sum, { shared }) => sum + shared(), 0);
}

function keyOf(request: SubgraphRequest, names: readonly string[]): string {
  const { query, variables, variablesJson, headers } = request;
  return JSON.stringify([query, variables, variablesJson, names.map((name) => headers[name])]);
}
