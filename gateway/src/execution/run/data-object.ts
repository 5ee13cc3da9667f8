/** An object of the data. Keys are response names. */
export type DataObject = Record<string, unknown>;

/** The type name of an object, which is known without asking its subgraph. */
export const TYPE_NAME = '__typename';

/** Whether every object seems to have something of that name (`constructor`). */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** Sets a key of the object itself, also one that objects inherit (`__proto__`). */
export function setOwn(target: DataObject, key: string, value: unknown): void {
  if (isInherited(key) && !Object.hasOwn(target, key))
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  else target[key] = value;
}
