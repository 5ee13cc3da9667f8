import { buildSchema, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { aliasLimit } from './alias-limit';
import { batchRefusal } from './batch-limit';
import { depthLimit } from './depth-limit';
import { createDocumentGuard } from './document-guard';
import { fragmentsOf } from './fragments';
import { operationCost } from './operation-cost';
import { rootFieldLimit } from './root-field-limit';
import { exceedsTokens } from './token-limit';

describe('the token limit', () => {
  it('counts tokens, not characters', () => {
    expect(exceedsTokens('{ a b c }', 5)).toBe(false);
    expect(exceedsTokens('{ a b c }', 4)).toBe(true);
    expect(exceedsTokens(`{ ${'x'.repeat(1_000)} }`, 5)).toBe(false);
    expect(exceedsTokens('# only a comment that is longer than the limit', 5)).toBe(false);
  });

  it('leaves a lexical error to the parser', () => {
    expect(exceedsTokens('{ a "unterminated', 3)).toBe(false);
  });
});

describe('the depth limit', () => {
  const limit = depthLimit(3);

  it('counts fragments where they are spread', () => {
    expect(limit.check(parse('{ a { b { c } } }'))).toBeUndefined();
    expect(limit.check(parse('{ a { b { c { d } } } }'))).toContain('4 levels');
    expect(limit.check(parse('{ a { ...F } } fragment F on T { b { ... on U { c { d } } } }'))).toContain(
      '4 levels',
    );
  });

  it('ends with fragments in a circle and with fragments that double at every level', () => {
    expect(limit.check(parse('{ ...A } fragment A on T { ...B } fragment B on T { ...A }'))).toBeUndefined();
    const doubling = Array.from(
      { length: 60 },
      (_, n) => `fragment F${String(n)} on T { ...F${String(n + 1)} ...F${String(n + 1)} }`,
    ).join(' ');
    expect(limit.check(parse(`{ ...F0 } ${doubling} fragment F60 on T { a }`))).toBeUndefined();
  });
});

describe('the alias limit', () => {
  it('counts aliases of the whole document', () => {
    expect(aliasLimit(2).check(parse('{ x: a y: a a }'))).toBeUndefined();
    expect(aliasLimit(2).check(parse('{ x: a ...F } fragment F on T { y: a z: a }'))).toContain('3 aliases');
  });
});

describe('the root field limit', () => {
  it('counts through fragments', () => {
    expect(rootFieldLimit(2).check(parse('{ a b { c d e } }'))).toBeUndefined();
    expect(rootFieldLimit(2).check(parse('{ a ...F } fragment F on Query { b ... { c } }'))).toContain(
      '3 root fields',
    );
  });
});

describe('the batch limit', () => {
  it('only looks at arrays', () => {
    expect(batchRefusal({ query: '' }, 1)).toBeUndefined();
    expect(batchRefusal([1, 2], 2)).toBeUndefined();
    expect(batchRefusal([1, 2, 3], 2)).toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
  });
});

describe('the cost of an operation', () => {
  const schema = buildSchema(`
    type Query { products(first: Int, last: Int): ProductConnection cart: Cart version: Int }
    type ProductConnection { edges: [Edge!]! nodes: [Product!]! total: Int }
    type Edge { node: Product! }
    type Product { id: ID variants: [Variant!]! }
    type Variant { sku: String }
    type Cart { lines: [Line!]! }
    type Line { variant: Variant }
  `);
  const cost = (query: string, variables: Record<string, unknown> = {}): number => {
    const document = parse(query);
    const operation = document.definitions[0] as OperationDefinitionNode;
    return operationCost({ schema, operation, fragments: fragmentsOf(document), variables });
  };

  it('scalars and introspection are free', () => {
    expect(cost('{ version __typename __schema { types { name } } }')).toBe(0);
  });

  it('a page counts by its size, from a literal or a variable', () => {
    expect(cost('{ products(first: 10) { nodes { id } } }')).toBe(20);
    expect(cost('query ($n: Int) { products(last: $n) { nodes { id } } }', { n: 50 })).toBe(100);
  });

  it('a page without a size counts as the usual one; a connection is not multiplied twice', () => {
    expect(cost('{ products { edges { node { id } } } }')).toBe(60);
  });

  it('lists within lists multiply', () => {
    expect(cost('{ cart { lines { variant { sku } } } }')).toBe(1 + 5 + 5);
    expect(cost('{ products(first: 10) { nodes { variants { sku } } } }')).toBe(10 * (1 + 1 + 5));
  });

  it('a size cannot be negative or beyond what subgraphs accept', () => {
    expect(cost('{ products(first: -5) { nodes { id } } }')).toBe(2);
    expect(cost('{ products(first: 2000000000) { nodes { id } } }')).toBe(2_000);
  });

  it('fragments that double at every level are estimated, not expanded', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, n) => `fragment F${String(n)} on Cart { ...F${String(n + 1)} ...F${String(n + 1)} }`,
    ).join(' ');
    expect(
      cost(`{ cart { ...F0 } } ${doubling} fragment F60 on Cart { lines { variant { sku } } }`),
    ).toBeGreaterThan(1e15);
  });
});

describe('the document guard', () => {
  const guard = createDocumentGuard({ maxTokens: 20, limits: [depthLimit(3)] });

  it('says the same the second time', () => {
    const deep = '{ a { b { c { d } } } }';
    expect(guard.check(deep)).toMatchObject({ code: 'OPERATION_TOO_COMPLEX' });
    expect(guard.check(deep)).toBe(guard.check(deep));
    expect(guard.check('{ a }')).toBeUndefined();
  });

  it('lets a text that does not parse pass to the parser', () => {
    expect(guard.check('{ a {')).toBeUndefined();
  });

  it('counts tokens first', () => {
    expect(guard.check(`{ ${'a '.repeat(30)} }`)?.message).toContain('20 tokens');
  });
});
