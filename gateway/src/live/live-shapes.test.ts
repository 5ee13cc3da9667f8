import { createLiveFixture } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';

/** Each case: an entity selection, with the variables and fragments it needs. */
interface Shape {
  readonly name: string;
  readonly cart: string;
  readonly head?: string;
  readonly fragments?: string;
  readonly variables?: Record<string, unknown>;
}

const SHAPES: readonly Shape[] = [
  { name: 'plain', cart: 'id version region' },
  { name: 'aliases below the root', cart: 'a: id b: note c: note(prefix: "!")' },
  {
    name: 'named, nested and inline fragments',
    cart: '...F ... on Cart { region } ... { version }',
    fragments: 'fragment F on Cart { id ...G } fragment G on Cart { note }',
  },
  {
    name: 'a fragment used twice, which the planner keeps',
    cart: 'items { ...P } extras { ...P }',
    fragments: 'fragment P on Piece { id quantity product { ...Q } } fragment Q on Product { title label }',
  },
  {
    name: 'an interface',
    cart: 'items { __typename id ... on Piece { quantity } ... on Gift { wrapping } }',
  },
  { name: 'a union', cart: 'extras { ... on Piece { id quantity } ... on Gift { wrapping } }' },
  {
    name: 'variables in own and foreign fields',
    head: ', $p: String, $l: String',
    cart: 'note(prefix: $p) items { ... on Piece { product { title(language: $l) } } }',
    variables: { p: '#', l: 'de' },
  },
  { name: 'default values of variables', head: ', $p: String = "?"', cart: 'note(prefix: $p)' },
  {
    name: '@skip and @include below the root',
    head: ', $yes: Boolean!, $no: Boolean! = false',
    cart: 'id @skip(if: $no) version @include(if: $no) region @include(if: $yes) ... @skip(if: $yes) { note }',
    variables: { yes: true },
  },
  {
    name: '__typename everywhere',
    cart: '__typename items { __typename ... on Piece { product { __typename } } }',
  },
  { name: 'foreign fields only', cart: 'taxNote items { ... on Piece { product { label } } }' },
  { name: 'the key only', cart: 'id' },
  { name: 'a field that requires another of the owner', cart: 'taxNote' },
  { name: 'the log itself', cart: 'history(first: 1) { version cause }' },
];

describe('the entity in a live frame equals the ordinary query', () => {
  let fixture: LiveFixture;
  beforeAll(() => {
    fixture = createLiveFixture();
    fixture.shop.create('7', 'ann');
  });
  afterAll(() => fixture.stop());

  it.each(SHAPES)('for $name', async ({ cart, head = '', fragments = '', variables = {} }) => {
    const given = { c: '7', ...variables };
    const sink = fixture.watch({
      query: `subscription($c: ID!${head}) { cartChanged(cartId: $c) { cart { ${cart} } } } ${fragments}`,
      variables: given,
    });
    const frame = await sink.frame(0);
    const expected = await fixture.query(
      `query($c: ID!${head}) { cart(id: $c) { ${cart} } } ${fragments}`,
      given,
    );
    expect(frame.errors).toBeUndefined();
    expect({ cart: frame.data?.['cartChanged']?.cart }).toEqual(expected.data);
    sink.leave();
  });
});

describe('the envelope', () => {
  let fixture: LiveFixture;
  beforeEach(() => {
    fixture = createLiveFixture();
    fixture.shop.create('7', 'ann');
  });
  afterEach(() => fixture.stop());

  it('is filled under aliases, through fragments and conditions', async () => {
    const sink = fixture.watch({
      query: `subscription Watch($id: ID!, $yes: Boolean = true) { ...Root }
        fragment Root on Subscription {
          x: cartChanged(cartId: $id) {
            __typename why: cause ...E
            ... on CartChange @skip(if: $yes) { version }
            v: version @include(if: $yes)
            changes { kind: __typename n: version ... on Entry { at } }
          }
        }
        fragment E on CartChange { isAll: snapshot one: cart { id } two: cart { w: version } cart @skip(if: $yes) { id } }`,
      variables: { id: 7 },
    });
    await sink.frame(0);
    await fixture.commit('7');
    const frame = await sink.frame(1);
    expect(sink.frames[0]?.data?.['x']).toEqual({
      __typename: 'CartChange',
      why: 'CREATED',
      isAll: true,
      one: { id: '7' },
      two: { w: 1 },
      v: 1,
      changes: [],
    });
    expect(frame.data?.['x']).toEqual({
      __typename: 'CartChange',
      why: 'ADDED',
      isAll: false,
      one: { id: '7' },
      two: { w: 2 },
      v: 2,
      changes: [{ kind: 'Entry', n: 2, at: 't2' }],
    });
  });

  it('asks the owner even when the entity is not selected', async () => {
    const sink = fixture.watch('subscription { cartChanged(cartId: 7) { version } }');
    expect((await sink.frame(0)).data).toEqual({ cartChanged: { version: 1 } });
    const foreign = fixture.watch('subscription { cartChanged(cartId: 7) { version } }', 'eve');
    const frame = await foreign.frame(0);
    expect(frame.data).toEqual({ cartChanged: null });
    expect(frame.errors).toMatchObject([{ path: ['cartChanged'], extensions: { code: 'NOT_FOUND' } }]);
    expect(foreign.ending).toBe('complete');
  });

  it('keeps the order in which the client selected', async () => {
    const sink = fixture.watch('subscription { cartChanged(cartId: "7") { snapshot cart { id } version } }');
    await sink.frame(0);
    expect(sink.texts[0]).toBe('{"data":{"cartChanged":{"snapshot":true,"cart":{"id":"7"},"version":1}}}');
  });

  it('picks the operation by name in a document with several', async () => {
    const sink = fixture.watch({
      query: 'query Q { cart(id: "7") { id } } subscription S { cartChanged(cartId: "7") { version } }',
      operationName: 'S',
    });
    expect((await sink.frame(0)).data).toEqual({ cartChanged: { version: 1 } });
  });
});

describe('a subscription that cannot be served is refused', () => {
  let fixture: LiveFixture;
  beforeAll(() => {
    fixture = createLiveFixture();
  });
  afterAll(() => fixture.stop());

  it.each([
    ['an unknown field', 'subscription { cartChanged(cartId: "7") { nope } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['bad syntax', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'two root fields',
      'subscription { ticks cartChanged(cartId: "7") { version } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a root __typename', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a condition on the root field',
      'subscription($x: Boolean!) { cartChanged(cartId: "7") @include(if: $x) { version } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'no operation of that name',
      '{ cart(id: 1) { id } } query B { cart(id: 1) { id } }',
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])('with %s', (_, query, code) => {
    expect(fixture.refusals(query)).toMatchObject([{ extensions: { code } }]);
  });

  it.each([
    ['a missing variable', {}],
    ['an ill-typed variable', { c: { not: 'an id' } }],
  ])('with %s', (_, variables) => {
    const query = 'subscription($c: ID!) { cartChanged(cartId: $c) { version } }';
    expect(fixture.refusals({ query, variables })[0]?.message).toMatch(/\$c/);
  });
});
