import { DESIGNED } from './comparison/every-feature-world.suite';
import { createEveryFeatureSupergraph } from './comparison/every-feature.suite';
import { SupergraphExecutor } from './executor';
import { answerOf, executeBy, runOwn } from './comparison/own-answer.suite';
import type { UpstreamRequest } from './run/upstream-request';

const supergraph = createEveryFeatureSupergraph();
const executor = new SupergraphExecutor(supergraph.sdl, supergraph.apiSchema);
const run = (query: string, variables = {}) => runOwn(supergraph, executor, { query, variables });

/** The answer when every subgraph answers each request with this. */
const answered = async (query: string, answer: unknown) =>
  answerOf(
    await executeBy(executor, { query }, () => Promise.resolve(JSON.parse(JSON.stringify(answer)) as object)),
  );

describe('fetches', () => {
  test('of one subgraph that belong to one round are one request, with each representation once', async () => {
    const { data, fetches } = await run(
      '{ films { cast { salutation } rows { salutation } } people(first: 2) { salutation } }',
    );
    const posts = fetches.filter(({ subgraph }) => subgraph === 'post');
    expect(posts.length).toBeGreaterThan(0);
    for (const { variables } of fetches)
      for (const list of Object.values(variables).filter(Array.isArray)) {
        const texts = list.map((one) => JSON.stringify(one));
        expect(new Set(texts).size).toBe(texts.length);
      }
    expect(fetches.some(({ query }) => /e0:_entities.*e1:_entities/.test(query))).toBe(true);
    expect(data).toMatchObject({ people: [{ salutation: 'Dear Person 1/none' }, {}] });
  });

  test('that fail take nothing with them but what they are about, in one request with others too', async () => {
    const { data, errors } = await run(
      '{ films { rows { salutation } } people(first: 4) { id salutation } }',
    );
    expect(JSON.stringify(data?.['films'])).toContain('Dear Person 1/none');
    expect(data).toMatchObject({ people: [{ salutation: null }, {}, {}, { id: 'p4', salutation: null }] });
    expect(errors.every(({ message }) => message.includes(DESIGNED))).toBe(true);
    expect(errors.map(({ path }) => path?.[0])).toContain('people');
  });

  test('of mutations are one after the other and never merged', async () => {
    const { data, fetches } = await run(
      'mutation { a: retitle(id: "f1", title: "One") { title } b: retitle(id: "f1", title: "Two") { title } }',
    );
    expect(data).toEqual({ a: { title: 'One' }, b: { title: 'Two' } });
    expect(fetches.every(({ query }) => !query.includes('e1:'))).toBe(true);
  });

  test('are errors with their place when nobody answers', async () => {
    const failing = await executeBy(executor, { query: '{ people { id } version }' }, () =>
      Promise.reject(new Error('away')),
    );
    expect(answerOf(failing)).toMatchObject({
      data: null,
      errors: [{ message: 'away' }, { message: 'away' }],
    });
  });

  test('carry the variables they use and no other', async () => {
    const asked: UpstreamRequest[] = [];
    await executeBy(
      executor,
      { query: 'query ($n: Int, $m: Int) { people(first: $n) { id } }', variables: { n: 1, m: 2, x: 3 } },
      (_, request) => Promise.resolve({ data: { people: [] }, errors: void asked.push(request) }),
    );
    expect(asked.map(({ variables }) => variables)).toEqual([{ n: 1 }]);
  });
});

describe('a name that would mean two things', () => {
  test.each([
    ['an alias like a key', '{ people(first: 1) { id: name badge } }', /"people\.id" .*\(name, id\)/],
    [
      'an alias like a required field',
      '{ people(first: 1) { name: nick badge salutation } }',
      /"people\.name"/,
    ],
    [
      'an alias like a key of an entity that an entity has',
      '{ bestMedia { id: sequel { title } rating } }',
      /"bestMedia\.id"/,
    ],
  ])('because of %s is refused before anything is asked', async (_, query, message) => {
    const { data, errors, fetches } = await run(query);
    expect([data, fetches]).toEqual([undefined, []]);
    expect(errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(message) as string,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
    ]);
  });

  test('is none where no object can be of both types, or where both are the same', async () => {
    const { data, errors } = await run(
      '{ bestMedia { ... on Book { a: isbn } ... on Film { a: minutes } id i: id ... on Book { id } } }',
    );
    expect(errors).toEqual([]);
    expect(data?.['bestMedia']).toEqual([
      { a: 'i1', id: 'b1', i: 'b1' },
      { a: 90, id: 'f1', i: 'f1' },
    ]);
  });
});

describe('an answer', () => {
  test('has the fields in the order of the operation, merged, under their own names', async () => {
    const { data } = await run(
      '{ constructor: version people(first: 1) { number } people(first: 1) { id number } }',
    );
    expect(JSON.stringify(data?.['people'])).toBe('[{"number":1,"id":"p1"}]');
    expect(Object.keys(data ?? {})).toEqual(['constructor', 'people']);
  });

  test('follows @skip and @include with every value of a variable', async () => {
    const query =
      'query ($a: Boolean = true) { version @skip(if: $a) people(first: 1) @include(if: $a) { id } }';
    expect(Object.keys((await run(query)).data ?? {})).toEqual(['people']);
    expect(Object.keys((await run(query, { a: false })).data ?? {})).toEqual(['version']);
    expect(Object.keys((await run(query, { a: true })).data ?? {})).toEqual(['people']);
  });

  test.each([
    'query ($v: Boolean = true) { people(first: 2) @include(if: $v) { ... on Thing { ... on Media { verdict } } } }',
    'query ($v: Boolean = true) { people(first: 2) @include(if: $v) { ...F } } fragment F on Thing { ... on Media { verdict } }',
    'query ($v: Boolean = true) { ... @include(if: $v) { people(first: 2) { ... on Thing { ... on Media { verdict } } } } }',
    '{ people(first: 2) { ... on Thing { ... on Media { verdict } } } }',
  ])('has an empty object for one of a type of which nothing is selected: %s', async (query) => {
    expect(await run(query)).toMatchObject({ data: { people: [{}, {}] }, errors: [] });
  });

  test('has the schema beside the data when both are asked for', async () => {
    const { data, errors } = await run(
      'query ($n: String = "Book") { __schema { queryType { name } } __type(name: $n) { kind } people(first: 1) { id } }',
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      __schema: { queryType: { name: 'Query' } },
      __type: { kind: 'OBJECT' },
      people: [{ id: 'p1' }],
    });
  });

  test('is JSON also where the schema is described in several lines beside data without any', async () => {
    const { data } = await run('{ __type(name: "__Type") { description } people(first: 1) { id } }');
    expect(data).toMatchObject({ __type: { description: expect.stringContaining('\n') as string } });
  });

  test('refuses variables that do not fit before anything is asked', async () => {
    const ask = jest.fn();
    const { data, errors } = await executeBy(
      executor,
      { query: 'query ($n: Int) { people(first: $n) { id } }', variables: { n: 'one' } },
      ask,
    );
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(1);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('a subgraph that answers', () => {
  const PEOPLE = '{ people(first: 2) { id number } }';

  test.each([
    ['no list', { data: { people: 7 } }],
    ['no object', { data: { people: ['x'] } }],
    ['a value of another type', { data: { people: [{ id: 'p1', number: 'one' }] } }],
    ['nothing', {}],
    ['null', { data: null }],
    ['a type nobody knows', { data: { people: [{ __typename: 'Ghost', id: 'p1', number: 1 }] } }],
  ])('%s is an error, and nothing of it reaches the client', async (_, answer) => {
    const { data, errors } = await answered(PEOPLE, answer);
    expect(JSON.stringify(data)).not.toMatch(/one|Ghost|7|x/);
    expect(errors.length).toBeGreaterThan(0);
  });

  test('a value that does not fit is told beside other errors; what is missing after them is not', async () => {
    const half = { data: { people: [{ id: 'p1', boss: 7 }, {}] }, errors: [{ message: 'half' }] };
    const { data, errors } = await answered('{ people { id boss { id } } }', half);
    expect(data).toEqual({ people: [{ id: 'p1', boss: null }, null] });
    expect(errors.map(({ message, path }) => [message, path])).toEqual([
      ['half', undefined],
      ['A subgraph answered something else than an object', ['people', 0, 'boss']],
    ]);
  });

  test('an error about an entity it was not asked for is told, without a place', async () => {
    const executed = await executeBy(
      executor,
      { query: '{ people(first: 1) { badge } }' },
      (_, { variables }) =>
        Promise.resolve(
          'representations' in variables
            ? { data: { _entities: [null] }, errors: [{ message: 'astray', path: ['_entities', 9] }] }
            : { data: { people: [{ __typename: 'Person', id: 'p1', name: 'One', boss: null }] } },
        ),
    );
    const { errors } = answerOf(executed);
    expect(errors).toMatchObject([{ message: 'astray' }]);
    expect(errors[0]?.path).toBeUndefined();
  });

  test('keys that objects inherit changes no object', async () => {
    const text = '{"data":{"people":[{"__proto__":{"number":9},"id":"p1","number":1,"constructor":2}]}}';
    const executed = await executeBy(executor, { query: PEOPLE }, () =>
      Promise.resolve(JSON.parse(text) as object),
    );
    expect(answerOf(executed)).toEqual({ data: { people: [{ id: 'p1', number: 1 }] }, errors: [] });
    expect(({} as Record<string, unknown>)['number']).toBeUndefined();
  });

  test('very deep or very much is read to the end', async () => {
    const people = Array.from({ length: 20_000 }, (_, number) => ({ id: `p${String(number)}`, number }));
    const { data, errors } = await answered(PEOPLE, { data: { people } });
    expect(errors).toEqual([]);
    expect(data?.['people']).toHaveLength(20_000);
  });
});
