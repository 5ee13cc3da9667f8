import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLDataSource } from '@apollo/gateway';
import { buildSchema } from 'graphql';
import { createEveryFeatureSupergraph } from './every-feature.suite';
import { SupergraphExecutor } from '../executor';
import type { InProcessSubgraph, InProcessSupergraph } from './in-process-subgraphs.suite';
import { runOwn } from './own-answer.suite';
import { runStock } from './stock-answer.suite';
import type { ObservedAnswer } from './stock-answer.suite';
import { conflictingSupergraph } from './conflicting-names.suite';
import { KNOWN_DIFFERENCES } from './known-differences.suite';

type Seen = Pick<ObservedAnswer, 'data' | 'errors' | 'hints'>;
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** An operation to which the two give different answers. */
interface Shown {
  readonly supergraph: InProcessSupergraph;
  readonly query: string;
  readonly operationName?: string;
  readonly stock: (answer: Promise<Seen>) => Promise<void>;
  readonly own: (answer: Seen) => void;
}

const everyFeature = createEveryFeatureSupergraph();
const { supergraph: conflicting } = conflictingSupergraph();

/** A supergraph one subgraph of which answers this, whatever it is asked. */
function answering(supergraph: InProcessSupergraph, name: string, answer: object): InProcessSupergraph {
  const says = (): Promise<Answer> => Promise.resolve(structuredClone(answer) as Answer);
  const source = { schema: supergraph.sources[name]?.schema, answer: says, process: says };
  return {
    ...supergraph,
    sources: { ...supergraph.sources, [name]: source as unknown as InProcessSubgraph },
  };
}

/** The stock gateway gets no help with the names of interfaces from a schema that has none. */
const withoutHelp = { ...everyFeature, apiSchema: buildSchema('type Query { nothing: Int }') };

const hasData =
  (data: object) =>
  async (answer: Promise<Seen>): Promise<void> => {
    expect(await answer).toMatchObject({ data, errors: [] });
  };
const isRefused =
  (message: string) =>
  async (answer: Promise<Seen>): Promise<void> => {
    await expect(answer).rejects.toThrow(message);
  };
const ownIs =
  (expected: object) =>
  (answer: Seen): void => {
    expect(answer).toMatchObject(expected);
  };
const conflictAt = (place: string) =>
  ownIs({
    errors: [
      {
        message: expect.stringContaining(`"${place}" would stand for different things`) as string,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ],
  });

/** By the headings of the page. */
const SHOWN: Readonly<Record<string, Shown>> = {
  'A fragment within a fragment, on an object without a type name': {
    supergraph: everyFeature,
    query: '{ anyone { ... on Node { ... on Person { ... on Node { id } number } } } }',
    stock: hasData({ anyone: {} }),
    own: ownIs({ data: { anyone: { id: 'p1', number: 1 } }, errors: [] }),
  },
  'A list that is none': {
    supergraph: answering(everyFeature, 'people', { data: { people: 7 } }),
    query: '{ people { id } version }',
    stock: isRefused('Invalid non-list value 7'),
    own: ownIs({ data: { people: null, version: '1' }, errors: [{ path: ['people'] }] }),
  },
  'An object that is none': {
    supergraph: answering(everyFeature, 'people', { data: { people: [{ id: 'p1', boss: 7 }] } }),
    query: '{ people { id boss { id } } version }',
    stock: isRefused('Invalid non-object value 7'),
    own: ownIs({
      data: { people: [{ id: 'p1', boss: null }], version: '1' },
      errors: [{ path: ['people', 0, 'boss'] }],
    }),
  },
  'An object of which everything is skipped': {
    supergraph: everyFeature,
    query: `query ($v: Boolean = false, $w: Boolean = false) {
      person(id: "p1") @skip(if: $v) { number @include(if: $w) }
    }`,
    stock: hasData({ person: null }),
    own: ownIs({ data: { person: {} }, errors: [] }),
  },
  'A condition that keeps an operation from being planned': {
    supergraph: everyFeature,
    query: '{ bestMedia { ... on Book { ... on Thing @include(if: true) { __typename } } } }',
    stock: isRefused('We should have an edge from Media(ratings) for __typename'),
    own: ownIs({ data: { bestMedia: [{ __typename: 'Book' }, {}] }, errors: [] }),
  },
  'An error of what is never wanted': {
    supergraph: everyFeature,
    query: `query ($v: Boolean = false) {
      ... @skip(if: $v) { films { id } ... on Query @skip(if: true) { brokenBooks { id } } }
    }`,
    stock: async (answer) => {
      expect((await answer).errors).not.toEqual([]);
    },
    own: ownIs({ data: { films: [{}, {}] }, errors: [] }),
  },
  'A field that is skipped and requires another': {
    supergraph: conflicting,
    query: '{ good(id: "id-1") { insurance label @include(if: false) } }',
    stock: hasData({ good: { insurance: null } }),
    own: ownIs({ data: { good: { insurance: expect.any(Number) as number } }, errors: [] }),
  },
  'A variable that another operation declares otherwise': {
    supergraph: everyFeature,
    query: `query Other($v: ID!) { ...F } fragment F on Query { person(id: $v) { id } }
      query Wanted($v: Int = 1) { people(first: $v) { id } }`,
    operationName: 'Wanted',
    stock: isRefused('Invalid value $v for argument'),
    own: ownIs({ data: { people: [{ id: 'p1' }] }, errors: [] }),
  },
  'The name of an interface that is an object elsewhere': {
    supergraph: withoutHelp,
    query: '{ films { __typename reviews { stars } } }',
    stock: hasData({ films: null }),
    own: ownIs({
      data: {
        films: [
          { __typename: 'Film', reviews: [{ stars: 4 }] },
          { __typename: 'Film', reviews: [] },
        ],
      },
    }),
  },
  'An alias like a field that is needed by its own name': {
    supergraph: everyFeature,
    query: '{ people(first: 1) { name: nick badge } }',
    stock: hasData({ people: [{ badge: 'nick1/none' }] }),
    own: conflictAt('people.name'),
  },
  'Other arguments than those of what is required': {
    supergraph: conflicting,
    query: '{ good(id: "id-1") { price(currency: "CHF") insurance } }',
    stock: hasData({ good: { price: 21, insurance: 244 } }),
    own: conflictAt('good.price'),
  },
  'Neither data nor errors': {
    supergraph: answering(everyFeature, 'people', {}),
    query: '{ people { id } version }',
    stock: hasData({ people: null, version: '1' }),
    own: ownIs({ data: { people: null, version: '1' }, errors: [{}] }),
  },
  'A value that does not fit its type': {
    supergraph: answering(everyFeature, 'people', { data: { people: [{ id: 'p1', number: 'one' }] } }),
    query: '{ people { id number } }',
    stock: async (answer) => {
      expect(await answer).toMatchObject({ data: { people: [null] }, hints: [{}] });
    },
    own: ownIs({ data: { people: [null] }, errors: [{ path: ['people', 0, 'number'] }] }),
  },
  'The place of an error of a fetch': {
    supergraph: everyFeature,
    query: '{ people(first: 4) { salutation } }',
    stock: async (answer) => {
      expect((await answer).errors).toMatchObject([{ path: ['people', '@', '_entities'] }]);
    },
    own: ownIs({ errors: [{ path: ['people', 0] }] }),
  },
};

describe('what is known to be different from the stock gateway', () => {
  test.each(Object.entries(SHOWN))('%s', async (_, { supergraph, query, operationName, stock, own }) => {
    await stock(runStock(supergraph, query, {}, operationName));
    const { apiSchema } = supergraph === withoutHelp ? everyFeature : supergraph;
    const executor = new SupergraphExecutor(supergraph.sdl, apiSchema);
    own(await runOwn(supergraph, executor, { query, operationName }));
  });

  test('is all on the page, and the page has nothing else', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/federation-differences.md'), 'utf8');
    const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.toSorted()).toEqual(Object.keys(SHOWN).toSorted());
    for (const { name } of KNOWN_DIFFERENCES) expect(headings).toContain(name);
  });
});
