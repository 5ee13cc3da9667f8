import { Kind, parse } from 'graphql';

/** Whether a document asks for nothing but the schema and `__typename`. A text that does not parse does not. */
export function onlyIntrospects(text: string): boolean {
  // Cheap to see of most documents, and parsing is not.
  if (!text.includes('__')) return false;
  try {
    return parse(text, { noLocation: true }).definitions.every(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ||
        (definition.kind === Kind.OPERATION_DEFINITION &&
          definition.selectionSet.selections.every(
            (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
          )),
    );
  } catch {
    return false;
  }
}
