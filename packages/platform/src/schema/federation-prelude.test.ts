import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { FEDERATION_PRELUDE, livePrelude } from './federation-prelude';

const LIVE =
  '@live(channel: "a", type: "A", key: "id", keyArgument: "id", version: "v", envelope: "a", changes: "c")';
const SHARE = '@liveShare(scope: "PUBLIC", key: "sku")';

test('a subgraph without directives of ours needs none of them', () => {
  expect(livePrelude('type Query { livestock: Int }')).toBe('');
});

test.each([
  ['@live', LIVE, '"@live"'],
  ['@liveShare', SHARE, '"@liveShare"'],
  ['both', `${LIVE} ${SHARE}`, '"@live", "@liveShare"'],
])('a subgraph that uses %s imports, defines and composes just that', (_, used, imports) => {
  const body = `type Query { a: Int } type Subscription { b: Int ${used} }`;
  const prelude = livePrelude(body);
  expect(prelude).toContain(`import: [${imports}]`);
  expect(prelude.match(/@composeDirective/g)).toHaveLength(imports.split(',').length);
  expect(prelude.match(/^directive /gm)).toHaveLength(imports.split(',').length);
  expect(() => buildSubgraphSchema(parse(FEDERATION_PRELUDE + prelude + body))).not.toThrow();
});
