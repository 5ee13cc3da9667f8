import { Kind, parse } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../limits/fragments';
import type { DataPath, Fetch } from './program';

/** Response names down to a place of the data, without a step for elements of lists. */
export function placeOf(path: DataPath): string {
  return path.filter((step) => step !== '@').join('.');
}

/**
 * Places whose objects more than one fetch gives: what one of them says of an object is merged into what another said, and depends on
 * the object around it. What is said about the entities at a place by fetches of its own path depends on the entity alone and
 * does not count.
 */
export function placesGivenTwice(fetches: readonly Fetch[]): ReadonlySet<string> {
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const fetch of fetches)
    for (const place of placesGivenBy(fetch)) {
      if (once.has(place)) twice.add(place);
      once.add(place);
    }
  return twice;
}

/** Places of objects below the path of a fetch. */
function placesGivenBy({ operation, path, requires }: Fetch): ReadonlySet<string> {
  const document = parse(operation, { noLocation: true });
  const fragments = fragmentsOf(document);
  const places = new Set<string>();
  const note = (set: SelectionSetNode | undefined, at: DataPath): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.INLINE_FRAGMENT) note(selection.selectionSet, at);
      else if (selection.kind === Kind.FRAGMENT_SPREAD)
        note(fragments.get(selection.name.value)?.selectionSet, at);
      else if (selection.selectionSet !== undefined) {
        const below = [...at, (selection.alias ?? selection.name).value];
        places.add(placeOf(below));
        note(selection.selectionSet, below);
      }
    }
  };
  for (const one of document.definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue;
    const [first] = one.selectionSet.selections;
    const isAboutEntities = requires !== undefined && first?.kind === Kind.FIELD;
    note(isAboutEntities ? first.selectionSet : one.selectionSet, path);
  }
  return places;
}
