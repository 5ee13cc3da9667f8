import { isInherited, setOwn } from './data-object';
import type { DataObject } from './data-object';

/** Names of types that no object is of: interfaces and unions. */
export type AbstractTypes = ReadonlySet<string>;

/**
 * Puts what a subgraph answered into the data that is there: objects and lists of one length are merged, all else replaces.
 * What is put in place is not copied: the answer must not be used again.
 */
export function mergeAnswer(target: DataObject, answer: DataObject, abstract: AbstractTypes): void {
  for (const key of Object.keys(answer)) mergeKey(target, key, { value: answer[key], abstract });
}

/** As {@link mergeAnswer}, of these names only: what a subgraph was not asked for stays out. */
export function mergeEntity(
  target: DataObject,
  answer: DataObject,
  { names, abstract }: { readonly names: readonly string[]; readonly abstract: AbstractTypes },
): void {
  for (const name of names) {
    const value = isInherited(name) && !Object.hasOwn(answer, name) ? undefined : answer[name];
    if (value === undefined) continue;
    if (target[name] === undefined) target[name] = value;
    else mergeKey(target, name, { value, abstract });
  }
}

function mergeKey(
  target: DataObject,
  key: string,
  { value, abstract }: { readonly value: unknown; readonly abstract: AbstractTypes },
): void {
  if (value === undefined) return;
  const present = Object.hasOwn(target, key) ? target[key] : undefined;
  if (isObject(present) && isObject(value)) mergeAnswer(present, value, abstract);
  else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
    mergeLists(present, value, abstract);
  // A subgraph that has an interface as an object knows only its name: what is known better stays.
  else if (key !== '__typename' || present === undefined || !isAbstract(value, abstract))
    setOwn(target, key, value);
}

function isAbstract(name: unknown, abstract: AbstractTypes): boolean {
  return typeof name === 'string' && abstract.has(name);
}

function mergeLists(target: unknown[], answer: readonly unknown[], abstract: AbstractTypes): void {
  for (const [index, value] of answer.entries()) {
    const present = target[index];
    if (isObject(present) && isObject(value)) mergeAnswer(present, value, abstract);
    else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
      mergeLists(present, value, abstract);
    else target[index] = value;
  }
}

function isObject(value: unknown): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
