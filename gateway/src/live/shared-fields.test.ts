import { Supergraph } from '@apollo/federation-internals';
import { composeSupergraph } from '../supergraph/compose-supergraph';
import { readSharedFields } from './shared-fields';
import { composeSdl } from './testing/live-fixture';
import { CART_SDL, STOCK_SDL } from './testing/tiny-shop-sdl';

const SHARE = '@liveShare(scope: "PUBLIC", key: "sku")';

function read(stockSdl: string): ReturnType<typeof readSharedFields> {
  const sdl = composeSdl(CART_SDL, stockSdl);
  return readSharedFields(sdl, Supergraph.build(sdl).schema.toGraphQLJSSchema());
}

test('the directive of a subgraph reaches the gateway, beside the @live of another', () => {
  expect(read(STOCK_SDL)).toEqual(new Map([['stockChanged', { key: 'sku' }]]));
});

test('both composed directives pass the rules of the house, and neither is in the schema clients see', () => {
  const live =
    '@live(channel: "a.{id}", type: "A", key: "id", keyArgument: "id", version: "version", envelope: "a", changes: "log")';
  const link = (name: string): string => `extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.agora.dev/live/v1.0", import: ["@${name}"]) @composeDirective(name: "@${name}")`;
  const composed = composeSupergraph([
    {
      name: 'a',
      url: 'http://127.0.0.1:1/graphql',
      sdl: `${link('live')}
        directive @live(channel: String!, type: String!, key: String!, keyArgument: String!, version: String!, envelope: String!, changes: String!) on FIELD_DEFINITION
        "A." type A @key(fields: "id") { "Id." id: ID! }
        "Change." type AChange { "A." a: A }
        type Query { "A." a: A }
        type Subscription { "A." aChanged("Id." id: ID!): AChange ${live} }`,
    },
    {
      name: 'b',
      url: 'http://127.0.0.1:2/graphql',
      sdl: `${link('liveShare')}
        directive @liveShare(scope: String!, key: String!) on FIELD_DEFINITION
        "Change." type BChange { "Key." sku: ID! }
        type Query { "B." b: Int }
        type Subscription { "B." bChanged: BChange ${SHARE} }`,
    },
  ]);
  expect(composed.supergraphSdl).toContain(SHARE);
  expect(composed.supergraphSdl).toContain(live);
  expect(composed.apiSdl).not.toMatch(/live/i);
});

test.each([
  ['an unknown scope', SHARE.replace('PUBLIC', 'VIEWER'), 'scope "VIEWER" is not known'],
  [
    'a key that is not there',
    SHARE.replace('"sku"', '"nope"'),
    'key "nope" must be a non-null leaf field of StockChange',
  ],
  [
    'a key that may be null',
    SHARE.replace('"sku"', '"seenBy"'),
    'key "seenBy" must be a non-null leaf field',
  ],
  [
    'a key that is an object',
    SHARE.replace('"sku"', '"product"'),
    'key "product" must be a non-null leaf field',
  ],
])('%s is refused when the supergraph is loaded', (_, share, problem) => {
  expect(() => read(STOCK_SDL.replace(SHARE, share))).toThrow(`Subscription.stockChanged: ${problem}`);
});

test('a leaf field has no key', () => {
  const sdl = STOCK_SDL.replace('countTo(last: Int!): Int', `countTo(last: Int!): Int ${SHARE}`);
  expect(() => read(sdl)).toThrow('Subscription.countTo: key "sku" must be a non-null leaf field of Int');
});

test('a field cannot be read for each viewer and be the same for all of them', () => {
  const both = CART_SDL.replace('import: ["@live"]', 'import: ["@live", "@liveShare"]')
    .replace(
      '@composeDirective(name: "@live")',
      '@composeDirective(name: "@live") @composeDirective(name: "@liveShare")',
    )
    .replace(
      'directive @live(',
      'directive @liveShare(scope: String!, key: String!) on FIELD_DEFINITION\ndirective @live(',
    )
    .replace('final: "closedBy")', 'final: "closedBy") @liveShare(scope: "PUBLIC", key: "version")');
  const sdl = composeSdl(both);
  expect(() => readSharedFields(sdl, Supergraph.build(sdl).schema.toGraphQLJSSchema())).toThrow(
    'Subscription.cartChanged: is @live already',
  );
});
