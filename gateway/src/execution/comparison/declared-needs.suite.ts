// What the SDL of subgraphs says that objects are known by, and that fields need.
import { Kind, parse, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, SelectionSetNode } from 'graphql';

/** Read from `@key` and `@requires`. */
export interface DeclaredNeeds {
  /** Fields of keys by type. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** By `Type.field` what a field needs. */
  readonly requires: ReadonlyMap<string, SelectionSetNode>;
}

/** Of all subgraphs together. */
export function declaredNeeds(documents: readonly DocumentNode[]): DeclaredNeeds {
  const keys = new Map<string, Set<string>>();
  const requires = new Map<string, SelectionSetNode>();
  for (const document of documents)
    for (const definition of document.definitions) {
      if (!('fields' in definition) || !('name' in definition)) continue;
      const type = definition.name.value;
      for (const selection of declared(definition.directives as readonly ConstDirectiveNode[], 'key'))
        keys.set(type, new Set([...(keys.get(type) ?? []), ...namesIn(selection)]));
      for (const field of definition.fields as readonly FieldDefinitionNode[])
        for (const selection of declared(field.directives ?? [], 'requires'))
          requires.set(`${type}.${field.name.value}`, selection);
    }
  return { keys, requires };
}

function declared(directives: readonly ConstDirectiveNode[], name: string): SelectionSetNode[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .flatMap(({ arguments: given = [] }) =>
      given.flatMap(({ name: argument, value }) =>
        argument.value === 'fields' && value.kind === Kind.STRING ? [selectionOf(value.value)] : [],
      ),
    );
}

function selectionOf(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no selection: ${fields}`);
  return operation.selectionSet;
}

/** All names of fields, at any depth. */
function namesIn(selection: SelectionSetNode): string[] {
  const names: string[] = [];
  visit(selection, { Field: ({ name }) => void names.push(name.value) });
  return names;
}
