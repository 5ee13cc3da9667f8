import { isInherited } from './data-object';
import type { DataObject } from './data-object';
import type { DataPath } from '../program/program';

/** Where an object is in the answer, e.g. `['products', 3, 'reviews', 0]`. */
export type ResponsePath = readonly (string | number)[];

/** Lists and objects that stand at several places of the data. */
export type Shared = ReadonlySet<unknown>;

/**
 * The objects at a path, each once, in the order of the data. What is null, missing or not an object is left out.
 * @param shared What need not be looked into at every place.
 */
export function collectEntities(data: unknown, path: DataPath, shared: Shared): DataObject[] {
  const found: DataObject[] = [];
  collect(data, { path, found, shared, seen: shared.size === 0 ? undefined : new Set() }, 0);
  return found;
}

interface Collection {
  readonly path: DataPath;
  readonly found: DataObject[];
  readonly shared: Shared;
  /** Undefined when nothing is shared. */
  readonly seen: Set<unknown> | undefined;
}

function collect(value: unknown, into: Collection, depth: number): void {
  if (value === null || typeof value !== 'object') return;
  if (into.seen !== undefined && into.shared.has(value)) {
    if (into.seen.has(value)) return;
    into.seen.add(value);
  }
  const name = into.path[depth];
  if (Array.isArray(value)) {
    const next = name === '@' ? depth + 1 : depth;
    for (const element of value) collect(element, into, next);
  } else if (name === undefined) into.found.push(value as DataObject);
  else if (!isInherited(name) || Object.hasOwn(value, name))
    collect((value as DataObject)[name], into, depth + 1);
}

/** Where each object at a path stands. Only for errors: it costs more. */
export function placesOf(data: unknown, path: DataPath): ReadonlyMap<DataObject, readonly ResponsePath[]> {
  const places = new Map<DataObject, ResponsePath[]>();
  locate(data, { path, places }, { depth: 0, at: [] });
  return places;
}

function locate(
  value: unknown,
  into: { readonly path: DataPath; readonly places: Map<DataObject, ResponsePath[]> },
  { depth, at }: { readonly depth: number; readonly at: ResponsePath },
): void {
  if (value === null || typeof value !== 'object') return;
  const name = into.path[depth];
  if (Array.isArray(value)) {
    const next = name === '@' ? depth + 1 : depth;
    for (const [index, element] of value.entries())
      locate(element, into, { depth: next, at: [...at, index] });
  } else if (name === undefined) {
    const known = into.places.get(value as DataObject);
    if (known === undefined) into.places.set(value as DataObject, [at]);
    else known.push(at);
  } else if (Object.hasOwn(value, name))
    locate((value as DataObject)[name], into, { depth: depth + 1, at: [...at, name] });
}
