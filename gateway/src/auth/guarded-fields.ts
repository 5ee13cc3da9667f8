import { getNamedType, isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  NamedTypeNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { AuthPolicy } from './auth-policy';

export interface GuardedFieldsInput {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly policy: AuthPolicy;
}

/**
 * The fields with a policy that an operation selects, as `Type.field`. Directives are ignored: a field that
 * @include may leave out counts. A field of an interface counts for every type that may stand behind it.
 */
export function guardedFields(input: GuardedFieldsInput): readonly string[] {
  const found = new Set<string>();
  const root = input.schema.getRootType(input.operation.operation);
  if (root != null) collect(input, input.operation.selectionSet, { type: root, found, visited: new Set() });
  return [...found];
}

interface Walk {
  readonly type: GraphQLNamedType;
  readonly found: Set<string>;
  readonly visited: Set<string>;
}

function collect(input: GuardedFieldsInput, set: SelectionSetNode, walk: Walk): void {
  for (const selection of set.selections) {
    if (selection.kind === 'Field') collectField(input, selection, walk);
    else if (selection.kind === 'InlineFragment') {
      const type = typeNamed(input.schema, selection.typeCondition) ?? walk.type;
      collect(input, selection.selectionSet, { ...walk, type });
    } else collectFragment(input, selection.name.value, walk);
  }
}

function collectField(input: GuardedFieldsInput, node: FieldNode, walk: Walk): void {
  for (const name of possibleNames(input.schema, walk.type, node.name.value)) {
    if (input.policy[name] !== undefined) walk.found.add(name);
  }
  const type = typeOfField(walk.type, node.name.value);
  if (type !== undefined && node.selectionSet !== undefined)
    collect(input, node.selectionSet, { ...walk, type });
}

/** Each fragment is looked at once: it is bound to its own type, so a second spread finds nothing new. */
function collectFragment(input: GuardedFieldsInput, name: string, walk: Walk): void {
  const fragment = input.fragments.get(name);
  if (fragment === undefined || walk.visited.has(name)) return;
  walk.visited.add(name);
  const type = typeNamed(input.schema, fragment.typeCondition) ?? walk.type;
  collect(input, fragment.selectionSet, { ...walk, type });
}

function typeNamed(
  schema: GraphQLSchema,
  condition: NamedTypeNode | undefined,
): GraphQLNamedType | undefined {
  return condition === undefined ? undefined : schema.getType(condition.name.value);
}

function possibleNames(schema: GraphQLSchema, type: GraphQLNamedType, field: string): readonly string[] {
  const own = `${type.name}.${field}`;
  const behind = isAbstractType(type)
    ? schema.getPossibleTypes(type).map((possible) => `${possible.name}.${field}`)
    : [];
  const implemented = isObjectType(type)
    ? type.getInterfaces().map((parent) => `${parent.name}.${field}`)
    : [];
  return [own, ...behind, ...implemented];
}

function typeOfField(type: GraphQLNamedType, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const definition = type.getFields()[field];
  return definition === undefined ? undefined : getNamedType(definition.type);
}
