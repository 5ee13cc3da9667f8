import { parse } from 'graphql';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql';

/** A field that a subgraph adds to an entity which another subgraph owns. */
export interface ForeignField {
  readonly type: string;
  readonly field: string;
  readonly subgraph: string;
  readonly owner: string;
}

/**
 * Every field contributed to another subgraph's entity, read from the `join__` directives of a supergraph.
 *
 * The owner of an entity is the subgraph that alone defines most of its fields (contributions are few by nature);
 * on a tie the one that can resolve it, then the first by name. A field that the owner defines too is not foreign.
 */
export function foreignFields(supergraphSdl: string): readonly ForeignField[] {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const nameOf = subgraphNames(definitions);
  return definitions.filter(isEntity).flatMap((type) => {
    const keyFields = new Set(keysOf(type).flatMap((key) => key.match(/\w+/g) ?? []));
    const graphs = graphsOf(type);
    const fields = (type.fields ?? []).filter((field) => !keyFields.has(field.name.value));
    const owner = ownerOf(type, fields, graphs);
    return fields.flatMap((field) => {
      const definers = definersOf(field, graphs);
      if (definers.length === 0 || definers.includes(owner)) return [];
      return definers.map((subgraph) => ({
        type: type.name.value,
        field: field.name.value,
        subgraph: nameOf(subgraph),
        owner: nameOf(owner),
      }));
    });
  });
}

/** The supergraph speaks of subgraphs by enum value (`CART`); their names are on that enum. */
function subgraphNames(definitions: readonly DefinitionNode[]): (graph: string) => string {
  const graphs = definitions.find(
    (definition) => definition.kind === 'EnumTypeDefinition' && definition.name.value === 'join__Graph',
  );
  const values = graphs?.kind === 'EnumTypeDefinition' ? (graphs.values ?? []) : [];
  const names = new Map(
    values.map((value) => {
      const [graph] = joins(value.directives, 'join__graph');
      return [value.name.value, graph === undefined ? undefined : textArgument(graph, 'name')];
    }),
  );
  return (graph) => names.get(graph) ?? graph;
}

function isEntity(definition: DefinitionNode): definition is ObjectTypeDefinitionNode {
  if (definition.kind !== 'ObjectTypeDefinition') return false;
  return keysOf(definition).length > 0 && graphsOf(definition).length > 1;
}

function keysOf(type: ObjectTypeDefinitionNode): readonly string[] {
  return joins(type.directives, 'join__type').flatMap((directive) => textArgument(directive, 'key') ?? []);
}

function graphsOf(type: ObjectTypeDefinitionNode): readonly string[] {
  return [
    ...new Set(
      joins(type.directives, 'join__type').flatMap((directive) => textArgument(directive, 'graph') ?? []),
    ),
  ].sort();
}

function ownerOf(
  type: ObjectTypeDefinitionNode,
  fields: readonly FieldDefinitionNode[],
  graphs: readonly string[],
): string {
  const weight = (graph: string): number =>
    fields.filter((field) => definersOf(field, graphs).includes(graph)).length * 2 +
    (resolves(type, graph) ? 1 : 0);
  return [...graphs].sort((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1))[0] ?? '';
}

function resolves(type: ObjectTypeDefinitionNode, graph: string): boolean {
  return joins(type.directives, 'join__type').some(
    (directive) =>
      textArgument(directive, 'graph') === graph && textArgument(directive, 'resolvable') !== 'false',
  );
}

/** The subgraphs that resolve a field; without a `join__field` it is everywhere the type is. */
function definersOf(field: FieldDefinitionNode, graphs: readonly string[]): readonly string[] {
  const declared = joins(field.directives, 'join__field');
  if (declared.length === 0) return graphs;
  return declared
    .filter((directive) => textArgument(directive, 'external') !== 'true')
    .flatMap((directive) => textArgument(directive, 'graph') ?? []);
}

function joins(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): readonly ConstDirectiveNode[] {
  return (directives ?? []).filter((directive) => directive.name.value === name);
}

function textArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === 'StringValue' || value?.kind === 'EnumValue') return value.value;
  return value?.kind === 'BooleanValue' ? String(value.value) : undefined;
}
