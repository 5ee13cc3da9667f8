import { isInherited, setOwn } from './data-object';
import type { DataObject } from './data-object';
import type { DataPath } from '../program/program';

/** Where an object is in the answer, e.g. `['products', 3, 'reviews', 0]`. */
export type ResponsePath = readonly (string | number)[];

/** Lists and objects that stand at several places of the data. */
export type Shared = ReadonlySet<unknown>;

/** Takes an entity and says what is to stand in its place: mostly itself. */
export type TakeEntity = (entity: DataObject) => DataObject;

/**
 * Goes to the objects at a path, to each once, in the order of the data. What is null, missing or not an object is left out.
 * @param shared What need not be looked into at every place.
 */
export function eachEntity(
  data: DataObject,
  { path, shared }: { readonly path: DataPath; readonly shared: Shared },
  take: TakeEntity,
): void {
  visit(data, { path, take, shared, seen: shared.size === 0 ? undefined : new Set() }, 0);
}

/** As {@link eachEntity}, all together. */
export function collectEntities(data: DataObject, path: DataPath, shared: Shared): DataObject[] {
  const found: DataObject[] = [];
  eachEntity(data, { path, shared }, (entity) => {
    found.push(entity);
    return entity;
  });
  return found;
}

interface Visit {
  readonly path: DataPath;
  readonly take: TakeEntity;
  readonly shared: Shared;
  /** Undefined when nothing is shared. */
  readonly seen: Set<unknown> | undefined;
}

/** @returns what is to stand in the place of the value. */
function visit(value: unknown, of: Visit, depth: number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (of.seen !== undefined && of.shared.has(value)) {
    if (of.seen.has(value)) return value;
    of.seen.add(value);
  }
  const name = of.path[depth];
  if (Array.isArray(value)) visitList(value, of, name === '@' ? depth + 1 : depth);
  else if (name === undefined) return of.take(value as DataObject);
  else if (!isInherited(name) || Object.hasOwn(value, name)) {
    const below = (value as DataObject)[name];
    const kept = visit(below, of, depth + 1);
    if (kept !== below) setOwn(value as DataObject, name, kept);
  }
  return value;
}

function visitList(list: unknown[], of: Visit, depth: number): void {
  for (let index = 0; index < list.length; index += 1) {
    const below = list[index];
    const kept = visit(below, of, depth);
    if (kept !== below) list[index] = kept;
  }
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
