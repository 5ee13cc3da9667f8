import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { createEveryFeatureSupergraph } from '../execution/comparison/every-feature.suite';
import { SupergraphExecutor } from '../execution/executor';
import { runOwn } from '../execution/comparison/own-answer.suite';
import { explainOperation } from './explain-operation';
import type { Explained } from './explain-operation';
import type { Explanation } from './explanation';
import { explanationText } from './explanation-text';

const root = join(__dirname, '../../..');
const shopSdl = readFileSync(join(root, 'gateway/supergraph.graphql'), 'utf8');
const features = createEveryFeatureSupergraph();

interface Asking {
  readonly sdl?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

function explained(
  document: string,
  { sdl = features.sdl, operationName, variables }: Asking = {},
): Explained {
  return explainOperation({
    supergraphSdl: sdl,
    document,
    documentName: 'asked.graphql',
    operationName,
    variables,
  });
}

function explanationFor(document: string, asking?: Asking): Explanation {
  const result = explained(document, asking);
  if (result.kind === 'refused') throw new Error(result.problems.join('\n'));
  return result.explanation;
}

function problemsOf(document: string, asking?: Asking): string {
  const result = explained(document, asking);
  return result.kind === 'refused' ? result.problems.join('\n') : '';
}

describe('the product page of the shop', () => {
  const document = readFileSync(join(root, 'docs/examples/product-page.graphql'), 'utf8');
  const page = explanationFor(document, { sdl: shopSdl });

  test('is two rounds, in which one subgraph is asked once', () => {
    const bySubgraph = page.rounds.map((numbers) =>
      numbers.map((number) => page.requests[number - 1]?.subgraph ?? '').sort(),
    );
    expect(bySubgraph).toEqual([
      ['cart', 'catalog'],
      ['catalog', 'inventory', 'pricing'],
    ]);
  });

  test('is written by code for each type at each place', () => {
    const [root] = page.response;
    expect(root).toMatchObject({ place: '', type: 'Query' });
    expect(root?.code).toContain('write0(data["product"], run)');
    const places = page.response.map(({ place, type }) => `${place} ${type}`);
    expect(places).toContain('product.variants.price.unitPrice Money');
    expect(new Set(places).size).toBe(places.length);
    expect(explanationText(page)).toContain(
      'RESPONSE, as it is written\n\n  the root, Query\n    (data, run) => ',
    );
  });

  test('asks for the prices of both places in one request, after both are known', () => {
    const pricing = page.requests.filter(({ subgraph }) => subgraph === 'pricing');
    expect(pricing).toMatchObject([{ after: [1, 2], clientVariables: ['region'] }]);
    const representation = '... on ProductVariant { __typename sku }';
    expect(pricing[0]?.fetches).toEqual([
      { path: 'product.variants[]', entities: { alias: 'e0', variable: 'r0', representation, rewrites: [] } },
      {
        path: 'cartBySession.lines[].variant',
        entities: { alias: 'e1', variable: 'r1', representation, rewrites: [] },
      },
    ]);
    expect(pricing[0]?.query).toContain('e0: _entities(representations: $r0)');
    expect(pricing[0]?.query).toContain('e1: _entities(representations: $r1)');
  });

  test('is told the same every time, in three parts', () => {
    const text = explanationText(page);
    expect(text).toBe(explanationText(explanationFor(document, { sdl: shopSdl })));
    expect(text).toContain('PLAN, by Apollo\n\n  QueryPlan {');
    expect(text).toContain('PROGRAM, 7 fetches in 5 requests, 2 rounds');
    expect(text).toMatch(/4 {2}pricing {2}after 1, 2 {2}2 fetches merged\n.* e0: product\.variants\[\], by /);
    expect(text).toMatch(/4 to pricing\n {4}query ProductPage/);
    expect(text).toContain('$r1  representations of cartBySession.lines[].variant, each once');
  });

  test('is in docs/executor.md as it is told', () => {
    const doc = readFileSync(join(root, 'docs/executor.md'), 'utf8');
    const [shown = ''] = /^PROGRAM[^]*?(?=^```$)/m.exec(doc) ?? [];
    const parts = shown.split('\n  …\n');
    expect(parts).toHaveLength(4);
    for (const part of parts) expect(explanationText(page)).toContain(part.trimEnd());
  });
});

describe('what is explained', () => {
  test.each([
    '{ films { cast { salutation } rows { salutation } } people(first: 2) { salutation } }',
    'mutation { a: retitle(id: "f1", title: "One") { title } b: retitle(id: "f1", title: "Two") { title } }',
  ])('is what is sent: %s', async (query) => {
    const executor = new SupergraphExecutor(features.sdl, features.apiSchema);
    const { fetches } = await runOwn(features, executor, { query, variables: {} });
    const { requests } = explanationFor(query);
    expect(fetches.length).toBeGreaterThan(0);
    const sent = requests.map((request) => `${request.subgraph} ${request.sent}`);
    // A request without entities is not sent, one that fails for one slot is sent again in parts.
    expect(sent).toEqual(expect.arrayContaining(fetches.map((fetch) => `${fetch.subgraph} ${fetch.query}`)));
  });

  test('depends on the variables of @skip and @include', () => {
    const query =
      'query ($stars: Boolean = false) { people(first: 2) { id salutation @include(if: $stars) } }';
    const without = explanationFor(query);
    const withThem = explanationFor(query, { variables: { stars: true } });
    expect(without.operation.conditions).toEqual({ stars: false });
    expect(withThem.requests.length).toBeGreaterThan(without.requests.length);
    expect(explanationText(withThem)).toContain('when $stars is true');
  });

  test('is that of the operation that is named', () => {
    const query = 'query One { version } query Other { people(first: 1) { id } }';
    expect(explanationFor(query, { operationName: 'Other' }).requests[0]?.query).toContain('people');
  });

  test('is each object once, however many there are within interfaces', () => {
    const types = ['A', 'B', 'C'].map((name) => `type ${name} implements Part { name: String part: Part }`);
    const sdl = `interface Part { name: String part: Part } ${types.join(' ')} type Query { part: Part }`;
    const { supergraphSdl } = composeServices([{ name: 'parts', url: 'http://parts', typeDefs: parse(sdl) }]);
    const DEPTH = 40;
    const query = `{ ${'part { name '.repeat(DEPTH)} ${'}'.repeat(DEPTH)} }`;
    const { response } = explanationFor(query, { sdl: supergraphSdl ?? '' });
    expect(response.length).toBeLessThanOrEqual(3 * DEPTH + 1);
    expect(new Set(response.map(({ place, type }) => `${place} ${type}`)).size).toBe(response.length);
    expect(response.map(({ type }) => type)).toEqual(expect.arrayContaining(['Query', 'A', 'B', 'C']));
  });

  test('can be an operation that asks nobody', () => {
    const explanation = explanationFor('{ __schema { queryType { name } } }');
    expect(explanation.requests).toEqual([]);
    expect(explanationText(explanation)).toContain('No subgraph is asked.');
  });
});

describe('nothing is explained', () => {
  test('of a document that does not parse: the place is told', () => {
    expect(problemsOf('{ films {')).toMatch(/Syntax Error.*\n\nasked\.graphql:1:10/);
  });

  test('of one that is not valid: every problem is told', () => {
    const problems = problemsOf('{ nothing films { never } }');
    expect(problems).toContain('Cannot query field "nothing"');
    expect(problems).toContain('Cannot query field "never"');
  });

  test('when it is not clear which operation is meant', () => {
    const query = 'query One { version } query Other { version }';
    expect(problemsOf(query)).toBe('Which operation? The document has One, Other.');
    expect(problemsOf(query, { operationName: 'Third' })).toBe(
      'There is no operation "Third". The document has One, Other.',
    );
  });

  test('of an operation whose variables are not right', () => {
    expect(problemsOf('query ($first: Int!) { people(first: $first) { id } }', { variables: {} })).toContain(
      'Variable "$first" of required type "Int!" was not provided',
    );
  });

  test('of a subscription', () => {
    const query = 'subscription { cartChanged(cartId: "1") { version } }';
    expect(problemsOf(query, { sdl: shopSdl })).toContain('docs/live.md');
  });
});
