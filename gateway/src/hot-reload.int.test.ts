import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { eventually, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';
import { reviewsSdl, shopSdl } from './testing/tiny-subgraphs';

/** A subgraph that takes an argument from an object around. */
const WITH_CONTEXT =
  composeServices([
    {
      name: 'shop',
      url: 'http://127.0.0.1:9/graphql',
      typeDefs: parse(`
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"])
        type Query { shop: Shop }
        type Shop @key(fields: "id") @context(name: "shop") { id: ID! currency: String! items: [Item!] }
        type Item @key(fields: "id") {
          id: ID!
          price(first: Int, currency: String @fromContext(field: "$shop { currency }")): Int
        }`),
    },
  ]).supergraphSdl ?? '';

it('a gateway does not start over a supergraph with an argument by @fromContext, and says which', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agora-gateway-'));
  const files = {
    supergraphPath: join(folder, 'supergraph.graphql'),
    authPolicyPath: join(folder, 'auth-policy.json'),
  };
  await writeFile(files.supergraphPath, WITH_CONTEXT);
  await writeFile(files.authPolicyPath, '{}');
  await expect(startTestGateway({ config: files })).rejects.toThrow(/Item\.price of shop .*@fromContext/);
  await rm(folder, { recursive: true });
});

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

  it('is refused when it has what is not executed, naming it, and the one before stays', async () => {
    await test.writeSupergraph(WITH_CONTEXT);
    expect(await logged('Item.price of shop takes an argument by @fromContext')).toBe(true);
    expect((await test.query('{ products(first: 1) { id } }')).json).toEqual({
      data: { products: [{ id: '1' }] },
    });
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
