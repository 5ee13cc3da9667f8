import { isAbstractType, isInterfaceType, isObjectType } from 'graphql';
import type {
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { getNamedType } from 'graphql';
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
    if (selection.kind === 'Field') {
      for (const name of possibleNames(input.schema, walk.type, selection.name.value)) {
        if (input.policy[name] !== undefined) walk.found.add(name);
      }
      const type = typeOfField(walk.type, selection.name.value);
      if (type !== undefined && selection.selectionSet !== undefined)
        collect(input, selection.selectionSet, { ...walk, type });
    } else if (selection.kind === 'InlineFragment') {
      const condition = selection.typeCondition?.name.value;
      const type = (condition === undefined ? undefined : input.schema.getType(condition)) ?? walk.type;
      collect(input, selection.selectionSet, { ...walk, type });
    } else {
      const fragment = input.fragments.get(selection.name.value);
      if (fragment === undefined || walk.visited.has(selection.name.value)) continue;
      walk.visited.add(selection.name.value);
      const type = input.schema.getType(fragment.typeCondition.name.value) ?? walk.type;
      collect(input, fragment.selectionSet, { ...walk, type });
    }
  }
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
