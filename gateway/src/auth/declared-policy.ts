import { parse, valueFromASTUntyped } from 'graphql';
import type {
  DefinitionNode,
  DirectiveNode,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql';
import type { AuthPolicy, FieldPolicy } from './auth-policy';

const AUTH_DIRECTIVES = new Set(['authenticated', 'requiresScopes', 'policy']);

/**
 * The policy that a supergraph's own `@authenticated` and `@requiresScopes` directives state. A directive on a type
 * counts for each of its fields. Keys are sorted, so the same supergraph always gives the same text.
 *
 * @throws Error for a directive that cannot be enforced here: `@policy`, or one on a scalar, enum or argument.
 */
export function declaredPolicy(supergraphSdl: string): AuthPolicy {
  const entries: [string, FieldPolicy][] = [];
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind === 'ObjectTypeDefinition' || definition.kind === 'InterfaceTypeDefinition') {
      entries.push(...policiesOfType(definition));
    } else {
      refuseRenamed(definition);
      refuseAuthOn(definition);
    }
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function policiesOfType(
  type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
): [string, FieldPolicy][] {
  const entries: [string, FieldPolicy][] = [];
  for (const field of type.fields ?? []) {
    const name = `${type.name.value}.${field.name.value}`;
    const directives = [...authDirectives(type.directives), ...authDirectives(field.directives)];
    if (directives.length > 0) entries.push([name, policyOf(directives, name)]);
  }
  return entries;
}

function authDirectives(directives: readonly DirectiveNode[] | undefined): readonly DirectiveNode[] {
  return (directives ?? []).filter((directive) => AUTH_DIRECTIVES.has(directive.name.value));
}

function policyOf(directives: readonly DirectiveNode[], place: string): FieldPolicy {
  let alternatives: readonly (readonly string[])[] | undefined;
  for (const directive of directives) {
    if (directive.name.value === 'policy')
      throw new Error(`@policy on ${place} cannot be enforced by this gateway`);
    if (directive.name.value === 'requiresScopes')
      alternatives = bothOf(alternatives, scopesOf(directive, place));
  }
  const authenticated = directives.some((directive) => directive.name.value === 'authenticated');
  return {
    ...(authenticated ? { authenticated: true as const } : {}),
    ...(alternatives === undefined ? {} : { requiresScopes: alternatives }),
  };
}

function scopesOf(directive: DirectiveNode, place: string): string[][] {
  const argument = directive.arguments?.find(({ name }) => name.value === 'scopes');
  const value: unknown = argument === undefined ? undefined : valueFromASTUntyped(argument.value);
  if (Array.isArray(value) && value.length > 0 && value.every(isTextList)) return value;
  throw new Error(`@requiresScopes on ${place} needs scopes: [[String!]!]!`);
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

/** A type's demand and its field's demand must both hold: every pair of alternatives, each needing both. */
function bothOf(
  a: readonly (readonly string[])[] | undefined,
  b: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  if (a === undefined) return b;
  return a.flatMap((left) => b.map((right) => [...new Set([...left, ...right])]));
}

/** A renamed auth directive (`@link(…, as: "x")`) would be overlooked by name, so it is refused. */
function refuseRenamed(definition: DefinitionNode): void {
  if (definition.kind !== 'SchemaDefinition') return;
  for (const link of definition.directives ?? []) {
    const text = (name: string): unknown => {
      const argument = link.arguments?.find((candidate) => candidate.name.value === name);
      return argument === undefined ? undefined : valueFromASTUntyped(argument.value);
    };
    const url = String(text('url'));
    const isAuth = [...AUTH_DIRECTIVES].some((name) => url.includes(`/${name}/`));
    if (isAuth && (text('as') !== undefined || JSON.stringify(text('import') ?? '').includes('"as"'))) {
      throw new Error(`the auth directive of ${url} is renamed; use its own name`);
    }
  }
}

function refuseAuthOn(definition: DefinitionNode): void {
  if (!('directives' in definition) || definition.kind === 'SchemaDefinition') return;
  if (authDirectives(definition.directives).length === 0) return;
  const place = 'name' in definition ? definition.name.value : definition.kind;
  throw new Error(`an auth directive on ${place} cannot be enforced: put it on the fields that use it`);
}
