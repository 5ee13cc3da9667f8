import { AppError } from '@agora/platform/errors';
import { eventually, startTestGateway } from './testing/test-gateway';
import type { Answer, TestGateway } from './testing/test-gateway';

interface Health {
  readonly status: string;
  readonly timestamp: string;
  readonly version: string;
  readonly services: Record<string, string>;
}

describe('a subgraph that does not answer', () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startTestGateway({ config: { subgraphTimeoutMs: 200 } });
  });
  afterAll(() => test.stop());
  afterEach(() => {
    test.reviews.isDown = false;
    test.reviews.failNext = 0;
    test.reviews.answer = undefined;
    test.reviews.requests.length = 0;
    test.shop.isDown = false;
    test.shop.failNext = 0;
  });

  const firstError = (answer: Answer): object | undefined => answer.json.errors?.[0];

  it('leaves the rest of the answer there, with a code and a path, and recovers alone', async () => {
    test.reviews.isDown = true;
    const answer = await test.query('{ products(first: 2) { id title stars } top: best { id } }');
    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual({
      products: [
        { id: '1', title: 'Product 1', stars: null },
        { id: '2', title: 'Product 2', stars: null },
      ],
      top: null,
    });
    const errors = answer.json.errors?.map(({ path, extensions }) => ({ path, code: extensions['code'] }));
    expect(errors).toEqual(
      expect.arrayContaining([
        { path: ['top'], code: 'DOWNSTREAM_UNAVAILABLE' },
        { path: ['products', 0], code: 'DOWNSTREAM_UNAVAILABLE' },
      ]),
    );
    expect(answer.text).not.toMatch(/10\.0\.0\.7|serviceName|reviews/);
    test.reviews.isDown = false;
    const again = await test.query('{ products(first: 2) { stars } }');
    expect(again.json).toEqual({ data: { products: [{ stars: 2 }, { stars: 3 }] } });
  });

  it('a query is sent once more, so one broken connection is not seen', async () => {
    test.reviews.failNext = 1;
    expect((await test.query('{ best { id } }')).json).toEqual({ data: { best: { id: '2' } } });
    expect(test.reviews.requests).toHaveLength(2);
  });

  it('a mutation is never sent twice', async () => {
    test.shop.failNext = 1;
    const before = test.shop.requests.length;
    const answer = await test.query('mutation { productRename(id: "1", title: "x") { product { title } } }');
    expect(firstError(answer)).toMatchObject({
      path: ['productRename'],
      extensions: { code: 'DOWNSTREAM_UNAVAILABLE' },
    });
    expect(test.shop.requests.length - before).toBe(1);
    expect(test.renames.count).toBe(0);
  });

  it('a subgraph that is too slow is cut off at its own deadline', async () => {
    test.reviews.answer = (request) =>
      new Promise((_resolve, reject) => {
        request.signal?.addEventListener('abort', () => {
          reject(new AppError('DEADLINE_EXCEEDED', 'A part of the shop did not answer in time'));
        });
      });
    const startedMs = performance.now();
    const answer = await test.query('{ best { id } products(first: 1) { id } }');
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    expect(answer.json.data).toEqual({ best: null, products: [{ id: '1' }] });
    expect(firstError(answer)).toMatchObject({ path: ['best'], extensions: { code: 'DEADLINE_EXCEEDED' } });
  });

  it('an answer that does not fit the schema becomes an error, not a silent null', async () => {
    test.reviews.answer = () => Promise.resolve({ data: { best: { __typename: 'Product', id: null } } });
    const answer = await test.query('{ best { id } }');
    expect(answer.json.data).toEqual({ best: null });
    expect(firstError(answer)).toMatchObject({ path: ['best', 'id'], extensions: { code: 'INTERNAL' } });
    expect(answer.json.extensions).toBeUndefined();
  });

  it('a subgraph out of step with the supergraph is our fault, not the client’s', async () => {
    test.reviews.answer = () =>
      Promise.resolve({
        data: null,
        errors: [{ message: 'Cannot query field "best"', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      });
    expect(firstError(await test.query('{ best { id } }'))).toMatchObject({
      extensions: { code: 'INTERNAL' },
    });
  });

  it('health names the part that is missing and stays ready', async () => {
    const health = async (): Promise<Health> => (await fetch(`${test.url}/health`)).json() as Promise<Health>;
    const well = await eventually(health, ({ status }) => status === 'ok');
    expect(well.services).toEqual({ shop: 'ok', reviews: 'ok', pubsub: 'ok' });
    expect(Date.parse(well.timestamp)).not.toBeNaN();
    expect(well.version).toMatch(/^\d+\.\d+\.\d+$/);
    test.reviews.isDown = true;
    const ill = await eventually(health, ({ status }) => status === 'degraded');
    expect(ill.services).toEqual({ shop: 'ok', reviews: 'does not answer', pubsub: 'ok' });
    expect((await fetch(`${test.url}/health/ready`)).status).toBe(200);
    test.reviews.isDown = false;
    expect((await eventually(health, ({ status }) => status === 'ok')).status).toBe('ok');
  });
});
