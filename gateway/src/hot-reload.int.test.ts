import { eventually, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';
import { reviewsSdl, shopSdl } from './testing/tiny-subgraphs';

describe('a supergraph file that changes', () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startTestGateway();
  });
  afterAll(() => test.stop());

  const codeOf = async (query: string): Promise<unknown> =>
    (await test.query(query)).json.errors?.[0]?.extensions['code'];
  const withHidden = shopSdl.replace('refused: Product', 'refused: Product @authenticated');
  const logged = (text: string): Promise<boolean> =>
    eventually(() => Promise.resolve(test.logLines.some((line) => line.includes(text))), Boolean);

  it('is taken over without a restart, schema and policy together', async () => {
    expect(await codeOf('{ refused { id } }')).toBe('NOT_FOUND');
    await test.publish({ shop: withHidden, reviews: reviewsSdl.replace('best: Product', 'finest: Product') });
    expect(
      await eventually(
        () => codeOf('{ refused { id } }'),
        (code) => code === 'UNAUTHENTICATED',
      ),
    ).toBe('UNAUTHENTICATED');
    expect(await codeOf('{ best { id } }')).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('is refused and logged when it is broken, and the one before stays', async () => {
    await test.writeSupergraph('type Query { oops');
    expect(await logged('the changed supergraph is refused')).toBe(true);
    expect((await test.query('{ products(first: 1) { id } }')).json).toEqual({
      data: { products: [{ id: '1' }] },
    });
    expect(await codeOf('{ refused { id } }')).toBe('UNAUTHENTICATED');
  });

  it('is served again once it is repaired', async () => {
    await test.publish({ shop: shopSdl, reviews: reviewsSdl });
    expect(
      await eventually(
        () => codeOf('{ refused { id } }'),
        (code) => code === 'NOT_FOUND',
      ),
    ).toBe('NOT_FOUND');
    expect((await test.query('{ best { stars } }')).json).toEqual({ data: { best: { stars: 3 } } });
  });
});
