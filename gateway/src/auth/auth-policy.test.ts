import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { buildSchema, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { assertPolicyMatches, parseAuthPolicy } from './auth-policy';
import type { AuthPolicy } from './auth-policy';
import { declaredPolicy } from './declared-policy';
import { createPolicyEnforcer } from './policy-enforcer';

const DIRECTIVES = `directive @authenticated on FIELD_DEFINITION | OBJECT
directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT
directive @link(url: String!, as: String) on SCHEMA
`;

describe('the policy a supergraph declares', () => {
  it('a directive on a type counts for each field and adds to the field’s own', () => {
    const sdl = `${DIRECTIVES} type A @requiresScopes(scopes: [["x"], ["y"]]) { a: Int b: Int @requiresScopes(scopes: [["z"]]) c: Int @authenticated }`;
    expect(declaredPolicy(sdl)).toEqual({
      'A.a': { requiresScopes: [['x'], ['y']] },
      'A.b': {
        requiresScopes: [
          ['x', 'z'],
          ['y', 'z'],
        ],
      },
      'A.c': { authenticated: true, requiresScopes: [['x'], ['y']] },
    });
  });

  it('a renamed auth directive is refused, not overlooked', () => {
    const sdl = `schema @link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "login") { query: Q } type Q { a: Int @login }`;
    expect(() => declaredPolicy(sdl)).toThrow('is renamed');
  });

  it('@policy is refused', () => {
    expect(() => declaredPolicy('type Q { a: Int @policy(policies: [["p"]]) }')).toThrow(
      'cannot be enforced',
    );
  });
});

describe('the policy file', () => {
  it('must say the same as the supergraph, whatever the order', () => {
    const declared: AuthPolicy = { 'Q.a': { requiresScopes: [['x', 'y'], ['z']] } };
    expect(() =>
      assertPolicyMatches({ 'Q.a': { requiresScopes: [['z'], ['y', 'x']] } }, declared),
    ).not.toThrow();
    expect(() => assertPolicyMatches({}, declared)).toThrow('Q.a');
    expect(() => assertPolicyMatches({ ...declared, 'Q.b': { authenticated: true } }, declared)).toThrow(
      'Q.b',
    );
  });

  it.each([
    '[]',
    '{"a": {"authenticated": true}}',
    '{"Q.a": {}}',
    '{"Q.a": {"authenticated": false}}',
    '{"Q.a": {"requiresScopes": []}}',
  ])('is not usable as %s', (text) => {
    expect(() => parseAuthPolicy(text)).toThrow('auth-policy.json is not usable');
  });
});

describe('enforcing', () => {
  const schema = buildSchema(`
    interface Node { id: ID! secret: String }
    type Order implements Node { id: ID! secret: String }
    type Note implements Node { id: ID! secret: String }
    union Found = Order | Note
    type Query { node: Node order: Order found: Found open: Int }
  `);
  const enforcer = createPolicyEnforcer({
    'Order.secret': { authenticated: true },
    'Note.id': { requiresScopes: [['a', 'b'], ['admin']] },
  });
  const enforce = (query: string, viewer: Partial<Viewer> = {}): void => {
    const document = parse(query);
    const operation = document.definitions.find(
      (definition) => definition.kind === 'OperationDefinition',
    ) as OperationDefinitionNode;
    enforcer.enforce({ schema, document, operation }, { ...ANONYMOUS, ...viewer });
  };

  it('an open operation passes', () => {
    expect(() => {
      enforce('{ open order { id } }');
    }).not.toThrow();
  });

  it.each([
    '{ order { secret } }',
    '{ node { secret } }',
    '{ found { ... on Node { secret } } }',
    '{ found { ...F } } fragment F on Order { s: secret }',
  ])('%s needs a token, whatever road leads to the field', (query) => {
    expect(() => {
      enforce(query);
    }).toThrow('Order.secret needs a signed-in viewer');
  });

  it('all scopes of one alternative are needed, and the role counts as one', () => {
    const query = '{ found { ... on Note { id } } }';
    const customer = { subject: 'c', role: 'customer' as const };
    expect(() => {
      enforce(query, { ...customer, scopes: ['a'] });
    }).toThrow('Note.id is not open');
    expect(() => {
      enforce(query, { ...customer, scopes: ['b', 'a'] });
      enforce(query, { subject: 'x', role: 'admin' });
    }).not.toThrow();
  });
});
