import { parse, print, separateOperations, validate, visit } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Difference } from './compare.suite';
import type { RandomDocument } from './random-document.suite';

/** Tries made for one operation: enough for a few dozen fields. */
const MOST_TRIES = 400;

export interface Shrinking {
  readonly apiSchema: GraphQLSchema;
  /** Undefined when the answers are as good as each other. */
  differenceOf(document: RandomDocument): Promise<Difference | undefined>;
}

/**
 * The difference with as few selections as still show one: each selection is taken out that can be. Whatever is not used any more goes
 * with it; the values of variables stay.
 */
export async function shrunk(difference: Difference, by: Shrinking): Promise<Difference> {
  const alone = { ...difference, query: print(used(parse(difference.query), difference.operationName)) };
  let smallest = await by.differenceOf(alone);
  if (smallest === undefined) return difference;
  let tries = 0;
  for (let index = 0; tries < MOST_TRIES;) {
    const smaller = without(smallest, index);
    if (smaller === undefined) return smallest;
    tries += 1;
    const found = isValid(by.apiSchema, smaller) ? await by.differenceOf(smaller) : undefined;
    if (found === undefined) index += 1;
    else smallest = found;
  }
  return smallest;
}

function isValid(apiSchema: GraphQLSchema, { query }: RandomDocument): boolean {
  try {
    return validate(apiSchema, parse(query)).length === 0;
  } catch {
    // Nothing is left of a selection.
    return false;
  }
}

/** Without the selection of that place in the document, or undefined when there is no such place. */
function without(document: RandomDocument, index: number): RandomDocument | undefined {
  let place = -1;
  const isIt = (): null | undefined => {
    place += 1;
    return place === index ? null : undefined;
  };
  const changed = visit(parse(document.query, { noLocation: true }), {
    Field: isIt,
    InlineFragment: isIt,
    FragmentSpread: isIt,
  });
  return place < index ? undefined : { ...document, query: print(used(changed, document.operationName)) };
}

/** The operation with the fragments and variables that it still uses. */
function used(document: DocumentNode, operationName: string | undefined): DocumentNode {
  const separated = separateOperations(document);
  const operation = separated[operationName ?? ''] ?? Object.values(separated)[0] ?? document;
  const names = new Set<string>();
  visit(operation, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void names.add(name.value),
  });
  return visit(operation, {
    VariableDefinition: (node) => (names.has(node.variable.name.value) ? undefined : null),
  });
}
