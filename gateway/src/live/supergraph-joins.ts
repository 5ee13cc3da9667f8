import { Kind } from 'graphql';
import type {
  ConstDirectiveNode,
  DocumentNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql';

/** Subgraph names by their value of the `join__Graph` enum. */
export function subgraphNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const name = graph === undefined ? undefined : argument(graph, 'name');
      if (name?.kind === Kind.STRING) names.set(value.name.value, name.value);
    }
  }
  return names;
}

/** The keys by which one graph resolves an entity, as written in `@key(fields:)`. */
export function keysResolvedBy(entity: ObjectTypeDefinitionNode, graph: string): readonly string[] {
  return (entity.directives ?? []).flatMap((directive) => {
    if (directive.name.value !== 'join__type') return [];
    const [owner, key, resolvable] = [
      argument(directive, 'graph'),
      argument(directive, 'key'),
      argument(directive, 'resolvable'),
    ];
    const isOurs = owner?.kind === Kind.ENUM && owner.value === graph;
    const isResolvable = !(resolvable?.kind === Kind.BOOLEAN && !resolvable.value);
    return isOurs && isResolvable && key?.kind === Kind.STRING ? [key.value] : [];
  });
}

/** The object type of that name. */
export function objectType(supergraph: DocumentNode, name: string): ObjectTypeDefinitionNode | undefined {
  return supergraph.definitions.find(
    (definition): definition is ObjectTypeDefinitionNode =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === name,
  );
}

/** A directive of a field by its name. */
export function directiveOn(field: FieldDefinitionNode, name: string): ConstDirectiveNode | undefined {
  return field.directives?.find((directive) => directive.name.value === name);
}

/** The arguments of a directive that are texts. */
export function textArguments(directive: ConstDirectiveNode): Readonly<Record<string, string>> {
  const given: Record<string, string> = {};
  for (const { name, value } of directive.arguments ?? [])
    if (value.kind === Kind.STRING) given[name.value] = value.value;
  return given;
}

function argument(directive: ConstDirectiveNode, name: string) {
  return directive.arguments?.find((candidate) => candidate.name.value === name)?.value;
}
