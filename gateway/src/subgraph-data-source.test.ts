import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { Bulkhead } from '@agora/platform/http-client';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { createGatewayContext } from './context';
import type { GatewayContext } from './context';
import { SubgraphDataSource } from './subgraph-data-source';

const anybody = { subject: null } as unknown as GatewayContext['viewer'];

test('a fetch that waits for its turn gets its service token when the turn comes', async () => {
  let tokens = 0;
  const sent: unknown[] = [];
  const answers: (() => void)[] = [];
  const transport = {
    execute: ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
      sent.push(headers['x-agora-internal']);
      return new Promise((resolve) => answers.push(() => resolve({ data: {} })));
    },
  } as unknown as SubgraphTransport;
  const source = new SubgraphDataSource({
    name: 'cart',
    transport,
    serviceTokens: { issue: async () => `token ${String((tokens += 1))}` },
    guard: new Bulkhead({ name: 'cart', maxConcurrent: 1, maxQueued: 1 }),
    timeoutMs: 5_000,
  });
  const fetch = (): Promise<unknown> => {
    const context = createGatewayContext({ viewer: anybody, headers: {}, budgetMs: 5_000 });
    const request = { query: '{ one }', variables: {} };
    return source.process({
      request,
      context,
    } as unknown as GraphQLDataSourceProcessOptions<GatewayContext>);
  };
  const both = [fetch(), fetch()];
  await new Promise(setImmediate);
  expect({ tokens, sent }).toEqual({ tokens: 1, sent: ['token 1'] });
  answers.shift()?.();
  await both[0];
  await new Promise(setImmediate);
  expect(sent).toEqual(['token 1', 'token 2']);
  answers.shift()?.();
  await both[1];
});

test.each([
  ['{"data":{"a":"Table"}}', { isPlain: true, isAscii: true }],
  ['{"data":{"a":"Café"}}', { isPlain: true, isAscii: false }],
  // The escape is ASCII, the letter it stands for is not.
  ['{"data":{"a":"Caf\\u00e9"}}', { isPlain: false, isAscii: false }],
])('%s is told to be plain and ASCII only where its texts are', async (json, told) => {
  const isAscii = Buffer.from(json).length === json.length;
  const { data } = JSON.parse(json) as { readonly data: Record<string, unknown> };
  const source = new SubgraphDataSource({
    name: 'cart',
    transport: { execute: async () => ({ data, json, isAscii }) } as unknown as SubgraphTransport,
    serviceTokens: { issue: async () => 'token' },
    guard: { run: (work) => work() },
    timeoutMs: 5_000,
  });
  const context = createGatewayContext({ viewer: anybody, headers: {}, budgetMs: 5_000 });
  expect(await source.ask({ query: '{ a }' }, context)).toEqual({ data, ...told });
});
