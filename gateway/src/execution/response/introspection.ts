import { Kind, execute } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { DataObject } from '../run/data-object';

/** Whether an operation asks about the schema itself. */
export function doesIntrospect(document: DocumentNode, { selectionSet }: OperationDefinitionNode): boolean {
  return introspectionFields(document, selectionSet).length > 0;
}

/** What an operation asks about the schema itself, by response name; nothing when it does not. */
export async function introspected(
  schema: GraphQLSchema,
  document: DocumentNode,
  {
    operation,
    variables,
  }: { readonly operation: OperationDefinitionNode; readonly variables: Readonly<Record<string, unknown>> },
): Promise<DataObject> {
  const selections = introspectionFields(document, operation.selectionSet);
  if (selections.length === 0) return {};
  const asked = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const { data } = await execute({
    schema,
    document: { kind: Kind.DOCUMENT, definitions: [asked, ...fragments] },
    variableValues: variables,
  });
  return { ...data };
}

function introspectionFields(document: DocumentNode, { selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD)
      return selection.name.value.startsWith('__') && selection.name.value !== '__typename'
        ? [selection]
        : [];
    const below =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (one): one is FragmentDefinitionNode =>
              one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
          );
    return below === undefined ? [] : introspectionFields(document, below.selectionSet);
  });
}
