import { Supergraph } from '@apollo/federation-internals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { CompositionError, composeSupergraph } from './compose-supergraph';
import { requiredFields } from './required-fields';
import { checkSupergraph } from './supergraph-version';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])';

const owner = `${LINK}
"All." type Query { "One." good: Good }
"A good." type Good @key(fields: "id") {
  "Id." id: ID!
  "Price." price("Currency." currency: String! = "EUR", "Net." net: Boolean): Int
  "Maker." maker: Maker
}
"Who makes it." type Maker @key(fields: "id") { "Id." id: ID! "Name." name("Language." language: String): String }`;

const guest = (first: string, second: string): string => {
  const has = (name: string): boolean => `${first} ${second}`.includes(name);
  return `${LINK}
type Good @key(fields: "id") {
  id: ID!
  ${has('price') ? 'price(currency: String! = "EUR", net: Boolean): Int @external' : ''}
  ${has('maker') ? 'maker: Maker @external' : ''}
  "Fee." fee: Int @requires(fields: "${first}")
  "Tax." tax: Int @requires(fields: "${second}")
}
${has('maker') ? 'type Maker @key(fields: "id") { id: ID! name(language: String): String @external }' : ''}`;
};

const subgraphs = (first: string, second: string) => [
  { name: 'owner', url: 'http://127.0.0.1:1/graphql', sdl: owner },
  { name: 'guest', url: 'http://127.0.0.1:2/graphql', sdl: guest(first, second) },
];

function supergraph(first: string, second: string): string {
  const services = subgraphs(first, second).map(({ name, url, sdl }) => ({
    name,
    url,
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}

const schemaOf = (sdl: string): GraphQLSchema => Supergraph.build(sdl).schema.toGraphQLJSSchema();

const USD = 'price(currency: \\"USD\\")';
const CHF = 'price(currency: \\"CHF\\")';

describe('a field that others require', () => {
  test('may have arguments, in any order and with their defaults, the same for all', () => {
    const first = 'price(net: true, currency: \\"USD\\") maker { name(language: \\"de\\") }';
    const second = 'price(currency: \\"USD\\", net: true)';
    const { signatures, conflicts } = requiredFields(schemaOf(supergraph(first, second)));
    expect(conflicts).toEqual([]);
    expect(Object.fromEntries(signatures)).toEqual({
      'Good.price': 'price(currency: "USD", net: true)',
      'Good.maker': 'maker',
      'Maker.name': 'name(language: "de")',
    });
    const byDefault = requiredFields(schemaOf(supergraph('price(currency: \\"EUR\\")', 'price')));
    expect(byDefault.conflicts).toEqual([]);
  });

  test.each([
    [
      'with other arguments',
      USD,
      CHF,
      'Good.price: required as price(currency: "CHF") and as price(currency: "USD")',
    ],
    ['without arguments', USD, 'price', 'Good.price: required as price and as price(currency: "USD")'],
    [
      'within another',
      'maker { name(language: \\"de\\") }',
      'maker { name }',
      'Maker.name: required as name and as name(language: "de")',
    ],
  ])('is not required %s as well: neither composed nor served', (_, first, second, problem) => {
    const sdl = supergraph(first, second);
    expect(requiredFields(schemaOf(sdl)).conflicts).toEqual([problem]);
    expect(() => checkSupergraph(sdl, '{}')).toThrow(problem);
    expect(() => composeSupergraph(subgraphs(first, second))).toThrow(CompositionError);
    expect(() => composeSupergraph(subgraphs(first, second))).toThrow(problem);
  });
});
