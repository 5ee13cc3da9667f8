import { visit } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql';

/** A subgraph's schema on its way into composition. */
export interface ParsedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

/**
 * The same subgraphs, each entity described by its owner alone.
 *
 * A subgraph may describe another one's entity in its own words, for those who read its schema by itself; clients
 * of the supergraph get the owner's. The owner is the subgraph that defines most fields besides keys; on a tie the
 * one that can resolve it, then the first by name. Other differences of description stay, and fail as hints.
 */
export function withOwnerDescriptions(subgraphs: readonly ParsedSubgraph[]): readonly ParsedSubgraph[] {
  const owned = ownedEntities(subgraphs);
  return subgraphs.map((subgraph) => ({
    ...subgraph,
    typeDefs: visit(subgraph.typeDefs, {
      ObjectTypeDefinition: (type) => {
        const owner = owned.get(type.name.value);
        if (owner === undefined || owner.subgraph === subgraph.name || keysOf(type).length === 0)
          return undefined;
        return withoutDescriptions(type, owner.type);
      },
    }),
  }));
}

interface OwnedEntity {
  readonly subgraph: string;
  readonly type: ObjectTypeDefinitionNode;
  readonly weight: number;
}

function ownedEntities(subgraphs: readonly ParsedSubgraph[]): ReadonlyMap<string, OwnedEntity> {
  const owned = new Map<string, OwnedEntity>();
  for (const { name, typeDefs } of [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const type of typeDefs.definitions) {
      if (type.kind !== 'ObjectTypeDefinition' || keysOf(type).length === 0) continue;
      const weight = weightOf(type);
      const known = owned.get(type.name.value);
      if (known === undefined || weight > known.weight)
        owned.set(type.name.value, { subgraph: name, type, weight });
    }
  }
  return owned;
}

function weightOf(type: ObjectTypeDefinitionNode): number {
  const keys = keysOf(type);
  const keyFields = new Set(keys.flatMap((key) => textArgument(key, 'fields')?.match(/\w+/g) ?? []));
  const ownFields = (type.fields ?? []).filter((field) => !keyFields.has(field.name.value));
  return ownFields.length * 2 + (keys.some((key) => textArgument(key, 'resolvable') !== 'false') ? 1 : 0);
}

function withoutDescriptions(
  type: ObjectTypeDefinitionNode,
  owners: ObjectTypeDefinitionNode,
): ObjectTypeDefinitionNode {
  const known = new Set((owners.fields ?? []).map((field) => field.name.value));
  const { description: _description, ...rest } = type;
  return {
    ...rest,
    fields: (type.fields ?? []).map((field) => (known.has(field.name.value) ? undescribed(field) : field)),
  };
}

function undescribed({ description: _description, ...field }: FieldDefinitionNode): FieldDefinitionNode {
  return field;
}

function keysOf(type: ObjectTypeDefinitionNode): readonly DirectiveNode[] {
  return (type.directives ?? []).filter((directive) => directive.name.value === 'key');
}

function textArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === 'StringValue') return value.value;
  return value?.kind === 'BooleanValue' ? String(value.value) : undefined;
}
