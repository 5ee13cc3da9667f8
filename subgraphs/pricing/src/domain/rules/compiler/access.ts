import { compiled } from './compiled';
import type { Compiled } from './compiled';

/** The types of the facts: the checker knows their fields. */
export const FACT_TYPES: ReadonlySet<string> = new Set(['Line', 'Item', 'Cart', 'Customer']);

/** `facts.field`, `facts["field"]`, `map.key`, `map[key]`, `list[index]` of known types; undefined for others. */
export function compileAccess(type: string, left: Compiled, key: Compiled): Compiled | undefined {
  if (FACT_TYPES.has(left.type)) return fieldOf(type, left, key.constant?.value);
  if (isOfStrings(left.type) && key.type === 'string') return entryOf(type, left, key);
  if (isKnownList(left.type) && key.type === 'int') return elementOf(type, left, key);
  return undefined;
}

/** A map from texts to values of a known type. */
export function isOfStrings(type: string): boolean {
  return type.startsWith('map<string, ') && !type.includes('dyn');
}

/** A list of values of a known type. */
export function isKnownList(type: string): boolean {
  return type.startsWith('list<') && !type.includes('dyn');
}

/** What is at a key of a map, be it one of the facts or written in the condition. */
export function at(map: unknown, key: unknown): unknown {
  if (map instanceof Map) return (map as ReadonlyMap<unknown, unknown>).get(key);
  const written = map as Readonly<Record<string, unknown>>;
  return Object.hasOwn(written, key as string) ? written[key as string] : undefined;
}

function fieldOf(type: string, left: Compiled, field: unknown): Compiled | undefined {
  if (typeof field !== 'string') return undefined;
  return compiled(type, [left], {
    read: (facts) => (left.read(facts) as Readonly<Record<string, unknown>> | undefined)?.[field],
  });
}

function entryOf(type: string, left: Compiled, key: Compiled): Compiled {
  return compiled(type, [left, key], {
    read: (facts) => {
      const map = left.read(facts);
      const name = key.read(facts);
      return map === undefined || name === undefined ? undefined : at(map, name);
    },
  });
}

function elementOf(type: string, left: Compiled, key: Compiled): Compiled {
  return compiled(type, [left, key], {
    read: (facts) => {
      const list = left.read(facts) as readonly unknown[] | undefined;
      const index = key.read(facts);
      return index === undefined ? undefined : list?.[Number(index)];
    },
  });
}
