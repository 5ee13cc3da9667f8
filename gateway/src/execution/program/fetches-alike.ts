import { Kind, parse } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { Fetch } from './program';
import type { ScheduledFetch } from './schedule';

/**
 * Fetches of one request by what they ask: those that ask the same fields of entities at different paths are together, in the
 * order of the first of each. Only fields without selections: an object in the answer would stand at several paths, each of
 * which gets different things later.
 */
export function fetchesAlike(fetches: readonly ScheduledFetch[]): readonly (readonly ScheduledFetch[])[] {
  const byQuestion = new Map<unknown, ScheduledFetch[]>();
  for (const one of fetches) {
    const question = questionOf(one.fetch) ?? one;
    const same = byQuestion.get(question);
    if (same === undefined) byQuestion.set(question, [one]);
    else same.push(one);
  }
  return [...byQuestion.values()];
}

/** The same text for what asks the same. Undefined for what nothing may be put together with. */
function questionOf({ operation, requires, variables, ...rewrites }: Fetch): string | undefined {
  if (requires === undefined) return undefined;
  const { definitions } = parse(operation, { noLocation: true });
  const [query, ...fragments] = definitions;
  if (query?.kind !== Kind.OPERATION_DEFINITION || fragments.length > 0) return undefined;
  const [entities] = query.selectionSet.selections;
  if (entities?.kind !== Kind.FIELD || !isFlat(entities.selectionSet)) return undefined;
  const { inputRewrites, outputRewrites } = rewrites;
  const text = operation.slice(operation.indexOf('('));
  return JSON.stringify([text, requires, variables, inputRewrites, outputRewrites]);
}

function isFlat(set: SelectionSetNode | undefined): boolean {
  return (set?.selections ?? []).every((selection) => {
    if (selection.kind === Kind.FIELD) return selection.selectionSet === undefined;
    return selection.kind === Kind.INLINE_FRAGMENT && isFlat(selection.selectionSet);
  });
}
