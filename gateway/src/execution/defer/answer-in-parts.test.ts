import { parse, specifiedRules, validate } from 'graphql';
import { deferRule, withDefer } from './defer-directive';
import { DESIGNED } from '../comparison/every-feature-world.suite';
import { createEveryFeatureSupergraph, randomEveryFeatureOperation } from '../comparison/every-feature.suite';
import { SupergraphExecutor } from '../executor';
import { lostInParts, mergedParts, runInParts, runOwn } from '../comparison/own-answer.suite';
import type { ObservedParts } from '../comparison/own-answer.suite';
import type { UpstreamAnswer } from '../run/run-program';

// `npm run nightly` runs many more. Every fifth is a mutation.
const OPERATIONS = process.env['AGORA_TEST_FULL'] === 'true' ? 5_000 : 25;

const supergraph = createEveryFeatureSupergraph();
const executor = new SupergraphExecutor(supergraph.sdl, withDefer(supergraph.apiSchema));
const run = (query: string, variables = {}): Promise<ObservedParts> =>
  runInParts(supergraph, executor, { query, variables });
const laterOf = ({ later = [] }: ObservedParts) => later.flatMap(({ incremental }) => incremental);

test('random operations have the same answer in parts as in one piece, but for what fails in a part alone', async () => {
  let inParts = 0;
  for (let seed = 0; seed < OPERATIONS; seed += 1) {
    const kind = seed % 5 === 0 ? 'mutation' : 'query';
    const operation = randomEveryFeatureOperation(supergraph, seed, kind, {
      isDeferring: true,
      fields: 25,
    });
    const rules = [...specifiedRules, deferRule];
    expect(validate(executor.apiSchema, parse(operation.query), rules)).toEqual([]);
    const whole = await runOwn(supergraph, executor, operation);
    const parts = await runInParts(supergraph, executor, operation);
    const found = lostInParts(whole, mergedParts(parts));
    if (found.length > 0) throw new Error(`${String(seed)}: ${found.join('\n')}\n${operation.query}`);
    if (parts.later === undefined) continue;
    inParts += 1;
    expect(parts.later.map(({ hasNext }) => hasNext)).toEqual(
      parts.later.map((_, index, { length }) => index < length - 1),
    );
  }
  expect(inParts).toBeGreaterThan(OPERATIONS / 5);
}, 3_600_000);

describe('what is deferred', () => {
  test('comes later, once for every object it is on, under the label of the client', async () => {
    const answer = await run('{ people(first: 2) { id ... @defer(label: "more") { name badge } } }');
    expect(answer.data).toEqual({ people: [{ id: 'p1' }, { id: 'p2' }] });
    expect(answer.later).toEqual([
      {
        incremental: [
          { path: ['people', 0], label: 'more', data: { name: 'Person 1', badge: 'Person 1/none' } },
          { path: ['people', 1], label: 'more', data: { name: 'Person 2', badge: 'Person 2/Person 1' } },
        ],
        hasNext: false,
      },
    ]);
  });

  test('of a fragment that is spread twice comes for both, and within itself after what is around it', async () => {
    const answer = await run(
      '{ anyone { ...P friends(first: 1) { ...P } } } fragment P on Person { id ... @defer { number ... @defer(label: "in") { name } } }',
    );
    const paths = laterOf(answer).map(({ path, label }) => [path.join('.'), label]);
    expect(paths).toHaveLength(4);
    for (const path of ['anyone', 'anyone.friends.0'])
      expect(paths.filter(([at]) => at === path)).toEqual([
        [path, undefined],
        [path, 'in'],
      ]);
    expect(mergedParts(answer).data).toEqual({
      anyone: { id: 'p1', number: 1, name: 'Person 1', friends: [{ id: 'p2', number: 2, name: 'Person 2' }] },
    });
  });

  test('is of the type it is on', async () => {
    const answer = await run(
      '{ media(first: 4) { id ... on Book @defer(label: "book") { rating } ... on Film @defer { verdict } } }',
    );
    const later = laterOf(answer).map(({ path, label, data }) => [path[1], label, data]);
    expect(later.sort()).toEqual([
      [0, 'book', { rating: 3.5 }],
      [1, 'book', { rating: null }],
      [2, 'book', { rating: 1 }],
      [3, undefined, { verdict: 'verdict on f1' }],
    ]);
  });

  test('is complete also where the type of an object is known later only', async () => {
    const answer = await run('{ bestMedia { id ... @defer { verdict ... on Book { isbn } } } }');
    expect(answer.data).toEqual({ bestMedia: [{ id: 'b1' }, { id: 'f1' }] });
    expect(laterOf(answer).map(({ data }) => data)).toEqual([
      { verdict: 'verdict on b1', isbn: 'i1' },
      { verdict: 'verdict on f1' },
    ]);
  });

  test('is nothing where there is no object, and then the answer is complete', async () => {
    const answer = await run(
      '{ book(isbn: "none") { id ... @defer { title } } brokenMedia { ... @defer { rating } } }',
    );
    expect(answer).toMatchObject({ data: { book: null, brokenMedia: null }, later: undefined });
  });

  test.each([
    ['a literal says', '{ people(first: 1) { id ... @defer(if: false) { name } } }', {}],
    [
      'a variable says',
      'query ($d: Boolean!) { people(first: 1) { id ... @defer(if: $d) { name } } }',
      { d: false },
    ],
    [
      'a default says',
      'query ($d: Boolean = false) { people(first: 1) { id ... @defer(if: $d) { name } } }',
      {},
    ],
    ['@skip says', '{ people(first: 1) { id name ... @defer @skip(if: true) { badge } } }', {}],
  ])('is there at once when %s so', async (_, query, variables) => {
    const answer = await run(query, variables);
    expect(mergedParts(answer).data).toEqual({ people: [{ id: 'p1', name: 'Person 1' }] });
    expect(laterOf(answer)).toEqual([]);
  });

  test('of a root field waits for nothing but its own', async () => {
    const order: string[] = [];
    let answerFirst = (answer: undefined): void => answer;
    const first = new Promise<undefined>((resolve) => (answerFirst = resolve));
    await runInParts(
      supergraph,
      executor,
      { query: '{ films { title } ... @defer { people(first: 1) { id } } }' },
      (subgraph) => {
        order.push(subgraph);
        if (subgraph === 'people') answerFirst(undefined);
        return subgraph === 'library' ? first : Promise.resolve(undefined);
      },
    );
    expect(order).toEqual(['library', 'people']);
  });
});

describe('what fails', () => {
  test('in a part is told in it, at its place in the whole answer, and takes no more than the part', async () => {
    const answer = await run(
      '{ people(first: 2) { id ... @defer(label: "vow") { vow } ... @defer { name } } }',
    );
    expect(answer).toMatchObject({ data: { people: [{ id: 'p1' }, { id: 'p2' }] }, errors: [] });
    const [first, second] = laterOf(answer).filter(({ label }) => label === 'vow');
    expect(first).toEqual({ path: ['people', 0], label: 'vow', data: { vow: 'vow' } });
    expect(second).toMatchObject({
      path: ['people', 1],
      data: null,
      errors: [{ path: ['people', 1, 'vow'] }],
    });
    expect(laterOf(answer).filter(({ label }) => label === undefined)).toEqual([
      { path: ['people', 0], data: { name: 'Person 1' } },
      { path: ['people', 1], data: { name: 'Person 2' } },
    ]);
  });

  test('of a part that is gathered with the first is told in the part', async () => {
    const answered = (_: string): Promise<UpstreamAnswer> =>
      Promise.resolve({
        data: { people: [{ id: 'p1', org: { code: 'odd', name: null } }] },
        errors: [{ message: 'no name', path: ['people', 0, 'org', 'name'] }],
      });
    const query = '{ people(first: 1) { id org { code ... @defer { name } } } }';
    const answer = await runInParts(supergraph, executor, { query }, answered);
    expect(answer).toMatchObject({ errors: [], data: { people: [{ org: { code: 'odd' } }] } });
    expect(laterOf(answer)).toMatchObject([
      { path: ['people', 0, 'org'], data: { name: null }, errors: [{ path: ['people', 0, 'org', 'name'] }] },
    ]);
  });

  test('at first and takes the place of a part takes the part', async () => {
    const answer = await run('{ people(first: 3) { vow ... @defer { name } } }');
    expect(answer.data).toEqual({ people: [{ vow: 'vow' }, null, { vow: 'vow' }] });
    expect(answer.errors).toEqual([expect.objectContaining({ message: `vow ${DESIGNED}` })]);
    expect(laterOf(answer).map(({ path }) => path[1])).toEqual([0, 2]);
  });

  test('in a part does not change what is in the first part too', async () => {
    const query = '{ people(first: 1) { id name ... @defer { name badge } } }';
    let answerFirst = (answer: undefined): void => answer;
    const later = new Promise<undefined>((resolve) => (answerFirst = resolve));
    const answer = await runInParts(supergraph, executor, { query }, (_, { query: asked }) => {
      if (!asked.includes('_entities')) return Promise.resolve(undefined);
      answerFirst(undefined);
      return later.then(() => ({
        data: { _entities: [{ name: null }] },
        errors: [{ message: 'lost', path: ['_entities', 0, 'name'] }],
      }));
    });
    expect(answer).toMatchObject({ data: { people: [{ id: 'p1', name: 'Person 1' }] }, errors: [] });
    expect(laterOf(answer)).toMatchObject([{ data: null, errors: [{ message: 'lost' }] }]);
  });

  test('because the planner has no plan in parts comes in one piece', async () => {
    const query =
      '{ bestMedia { ... on Book { ... on Thing @defer { __typename } isbn } } people(first: 1) { id ... @defer { name } } }';
    const answer = await run(query);
    expect(answer.errors).toEqual([]);
    expect(mergedParts(answer).data).toEqual((await runOwn(supergraph, executor, { query })).data);
  });
});
