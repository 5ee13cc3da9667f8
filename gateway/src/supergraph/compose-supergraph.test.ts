import { CompositionError, composeSupergraph } from './compose-supergraph';
import type { ComposedSupergraph } from './compose-supergraph';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@inaccessible", "@authenticated", "@requiresScopes", "@tag"])';

const owner = `${LINK}
"A thing." type Thing @key(fields: "id") { "Id." id: ID! "Name." name: String! "Size." size: Int! }
type Query { "All." things: [Thing!] "Own." mine: Thing @authenticated "Staff." all: Thing @requiresScopes(scopes: [["support"], ["admin", "read"]]) "Gone." hidden: Int @inaccessible }`;
const guest = `${LINK}
type Thing @key(fields: "id") { id: ID! "Price." price: Int }
type Query { "Cheapest." cheapest: Thing }`;

const compose = (a: string, b: string): ComposedSupergraph =>
  composeSupergraph([
    { name: 'owner', url: 'http://127.0.0.1:1/graphql', sdl: a },
    { name: 'guest', url: 'http://127.0.0.1:2/graphql', sdl: b },
  ]);

const problemsOf = (a: string, b: string = guest): readonly string[] => {
  try {
    compose(a, b);
  } catch (error) {
    if (error instanceof CompositionError) return error.problems;
    throw error;
  }
  return [];
};

describe('composing the supergraph', () => {
  it('gives the same bytes for the same subgraphs in any order', () => {
    const sdl = (name: string): { name: string; url: string; sdl: string } => ({
      name,
      url: `http://${name}/graphql`,
      sdl: name === 'owner' ? owner : guest,
    });
    expect(composeSupergraph([sdl('guest'), sdl('owner')])).toEqual(
      composeSupergraph([sdl('owner'), sdl('guest')]),
    );
  });

  it('keeps auth directives but not the purposes that @apollo/gateway refuses', () => {
    const { supergraphSdl } = compose(owner, guest);
    expect(supergraphSdl).toContain('specs.apollo.dev/authenticated');
    expect(supergraphSdl).not.toMatch(/for: (SECURITY|EXECUTION)/);
    expect(supergraphSdl).toContain('@authenticated');
  });

  it('writes the policy of every guarded field', () => {
    expect(JSON.parse(compose(owner, guest).authPolicyJson)).toEqual({
      'Query.all': { requiresScopes: [['support'], ['admin', 'read']] },
      'Query.mine': { authenticated: true },
    });
  });

  it('leaves what is inaccessible out of the API', () => {
    const { apiSdl } = compose(owner, guest);
    expect(apiSdl).toContain('cheapest: Thing');
    expect(apiSdl).not.toMatch(/hidden|join__/);
  });

  it('describes an entity in the words of its owner, whatever others call it', () => {
    const other = guest
      .replace('type Thing', '"What can be priced." type Thing')
      .replace('id: ID!', '"Key." id: ID!');
    const { apiSdl } = compose(owner, other);
    expect(apiSdl).toContain('A thing.');
    expect(apiSdl).toContain('Price.');
    expect(apiSdl).not.toMatch(/What can be priced|Key\./);
  });

  it('reports a subgraph that does not parse by name', () => {
    expect(problemsOf('type {')).toEqual([expect.stringMatching(/^owner: Syntax Error/)]);
  });

  it('reports composition errors with their code', () => {
    expect(problemsOf(owner, guest.replace('price: Int', 'price: Int "Name." name: String!'))).toContainEqual(
      expect.stringMatching(/^INVALID_FIELD_SHARING: /),
    );
  });

  it('fails on a hint, such as an input field that would silently disappear', () => {
    const a = `${owner} "In." input In { "A." a: Int } extend type Query { "Q." q(input: In): Int @shareable }`;
    const b = `${guest} "In." input In { "A." a: Int "B." b: Int } extend type Query { "Q." q(input: In): Int @shareable }`;
    expect(problemsOf(a, b)).toContainEqual(expect.stringContaining('INCONSISTENT_INPUT_OBJECT_FIELD'));
  });

  it.each([
    [
      'a non-null root query field',
      owner.replace('things: [Thing!]', 'things: [Thing!]!'),
      guest,
      'Query.things: must be nullable',
    ],
    [
      'a non-null subscription field',
      `${owner} type Subscription { "S." s: Int! }`,
      guest,
      'Subscription.s: must be nullable',
    ],
    [
      'a nullable payload',
      `${owner} type Mutation { "M." m: Int }`,
      guest,
      'Mutation.m: a payload must be non-null',
    ],
    [
      'a non-null contribution to a foreign entity',
      owner,
      guest.replace('price: Int', 'price: Int!'),
      'Thing.price: comes from guest but Thing belongs to owner',
    ],
    [
      'an unknown scalar',
      `${owner} "D." scalar DateTimeISO extend type Query { "D." d: DateTimeISO }`,
      guest,
      'DateTimeISO: unknown scalar',
    ],
    ['a field without a description', owner.replace('"Name." ', ''), guest, 'Thing.name: has no description'],
    [
      'an argument without a description',
      owner.replace('things:', 'things(first: Int):'),
      guest,
      'Query.things(first:): has no description',
    ],
    [
      'an enum value without a description',
      `${owner} "E." enum E { A } extend type Query { "E." e: E }`,
      guest,
      'E.A: has no description',
    ],
    ['a type without a description', owner.replace('"A thing." ', ''), guest, 'Thing: has no description'],
  ])('fails on %s', (_what, a, b, problem) => {
    expect(problemsOf(a, b)).toEqual([expect.stringContaining(problem)]);
  });

  it('refuses an auth directive it could not enforce', () => {
    expect(() =>
      compose(`${owner} "S." scalar JSON @authenticated extend type Query { "J." j: JSON }`, guest),
    ).toThrow('an auth directive on JSON');
  });
});
