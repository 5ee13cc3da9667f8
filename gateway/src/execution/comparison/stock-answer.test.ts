import { parse, validate } from 'graphql';
import { DESIGNED } from './every-feature-world.suite';
import { createEveryFeatureSupergraph, randomEveryFeatureOperation } from './every-feature.suite';
import type { RandomOperation } from './random-operation.suite';
import { differences, runStock } from './stock-answer.suite';

const supergraph = createEveryFeatureSupergraph();
const operationOf = (seed: number): RandomOperation =>
  randomEveryFeatureOperation(supergraph, seed, seed % 5 === 0 ? 'mutation' : 'query');
const operations = Array.from({ length: 300 }, (_, seed) => operationOf(seed));

describe('random operations', () => {
  test('are valid', () => {
    const invalid = operations.flatMap(({ query }, seed) =>
      validate(supergraph.apiSchema, parse(query)).map(({ message }) => ({ seed, message, query })),
    );
    expect(invalid).toEqual([]);
  });

  test('are the same for the same seed, and another for another', () => {
    expect(operationOf(7)).toEqual(operationOf(7));
    expect(operationOf(7)).not.toEqual(operationOf(8));
  });

  test.each([
    ['named fragments', /\.\.\.F\d/],
    ['fragments on objects', /\.\.\. on (Book|Film|Person)\b/],
    ['fragments on abstract types', /\.\.\. on (Media|Node|Thing|Contact|Reachable)\b/],
    ['@skip with a variable', /@skip\(if: \$/],
    ['@include with a variable', /@include\(if: \$/],
    ['variables with a default', /\$v\d+: \w+ = /],
    ['variables inside input objects', /\{ [^{}$]*: \$v\d/],
    ['aliases', / a: \w/],
    ['names that every object of the language has', / constructor: \w/],
    ['__typename', /__typename/],
  ])('have %s', (_, pattern) => {
    expect(operations.filter(({ query }) => pattern.test(query)).length).toBeGreaterThan(3);
  });
});

describe('the stock gateway', () => {
  test('answers them, with no error that no subgraph meant', async () => {
    const faults: object[] = [];
    const reached = new Set<string>();
    for (const [seed, { query, variables }] of operations.slice(0, 60).entries()) {
      const { errors, fetches } = await runStock(supergraph, query, variables);
      for (const { subgraph } of fetches) reached.add(subgraph);
      const meant = (message: string): boolean => message.includes(DESIGNED);
      faults.push(
        ...errors.filter(({ message }) => !meant(message)).map((error) => ({ seed, error, query })),
      );
    }
    expect(faults).toEqual([]);
    expect([...reached].sort()).toEqual(Object.keys(supergraph.sources).sort());
  });

  test.each([
    [
      '@requires of what requires something itself',
      '{ book(isbn: "i1") { weight postage(currency: "USD") parcel { contents { weight } } } }',
      {
        book: {
          weight: 2400,
          postage: '2400 x1 USD',
          parcel: { contents: [{ weight: 2400 }, { weight: 2400 }] },
        },
      },
    ],
    [
      '@requires through a list, with members that are null, missing and failing',
      '{ films { credits } }',
      { films: [{ credits: 'Person 1 of odd, Person 2 of even, -, -' }, { credits: '-, Person 3 of odd' }] },
    ],
    [
      'an @interfaceObject and its concrete types',
      '{ bestMedia { __typename title rating ... on Film { minutes } } }',
      {
        bestMedia: [
          { __typename: 'Book', title: 'Title of b1', rating: 3.5 },
          { __typename: 'Film', title: 'Title of f1', rating: 4, minutes: 90 },
        ],
      },
    ],
    [
      '@provides, @override and an entity that is missing',
      '{ reviews(ids: ["r1", "r4"]) { author { nick email } media { title } } }',
      {
        reviews: [
          { author: { nick: 'nick1', email: 'p1@example.com' }, media: { title: 'Title of b1' } },
          { author: { nick: 'nick6', email: 'p6@example.com' }, media: { title: 'Title of b3' } },
        ],
      },
    ],
    [
      'a union, a compound key and lists of lists',
      '{ things(kinds: [PERSON]) { ... on Person { name } } matrix(rows: 1) { value owner { name } } }',
      {
        things: [{ name: 'Person 2' }, null, null],
        matrix: [
          [{ value: { deep: [0, null] }, owner: { name: 'Person 1' } }, null, { value: null, owner: null }],
        ],
      },
    ],
    [
      'mutations, one after the other, whose changes are gone with the run',
      'mutation { retitle(id: "f1", title: "New") { title } reviewAdd(input: { media: "f1" }) { ... on Review { id stars media { title } } } }',
      { retitle: { title: 'New' }, reviewAdd: { id: 'r6', stars: 3, media: { title: 'New' } } },
    ],
  ])('plans %s', async (_, query, data) => {
    expect((await runStock(supergraph, query)).data).toEqual(data);
  });

  test('gives null with the error for a field, an entity and a fetch that fail', async () => {
    const { data, errors } = await runStock(
      supergraph,
      '{ people(first: 5) { secret salutation } reviews(ids: ["r2", "r3"]) { author { name } } brokenMedia { id } }',
    );
    expect(data).toEqual({
      people: Array.from({ length: 5 }, () => ({ secret: null, salutation: null })),
      reviews: [{ author: { name: 'Person 2' } }, { author: null }],
      brokenMedia: null,
    });
    expect(errors.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        `secret ${DESIGNED}`,
        `a fetch with p4 ${DESIGNED}`,
        `Person 5 ${DESIGNED}`,
        `brokenMedia ${DESIGNED}`,
      ]),
    );
  });

  test('refuses what is no operation over the schema', async () => {
    await expect(runStock(supergraph, '{ nothing }')).rejects.toThrow('Cannot query field \\"nothing\\"');
  });
});

describe('differences', () => {
  test('are found in values, in what is there, and in whether there are errors', () => {
    const answer = { data: { a: [{ b: 1 }], c: null }, errors: [] };
    expect(differences(answer, answer)).toEqual([]);
    expect(differences(answer, { ...answer, data: { c: null, a: [{ b: 1 }] } })).toEqual([]);
    expect(differences(answer, { ...answer, data: { a: [{ b: 2 }] } })).toEqual([
      'data.a.0.b: 1 or 2',
      'data.c: null or absent',
    ]);
    expect(differences(answer, { ...answer, errors: [{ message: 'no', path: ['c'] }] })).toEqual([
      'errors: none or no at c',
    ]);
  });
});
