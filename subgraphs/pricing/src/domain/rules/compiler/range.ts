import { asNumber } from './compiled';
import type { Compiled, Local } from './compiled';
import type { Facts } from '../facts';

/** What a macro goes over. */
export interface Range {
  readonly local: Local;
  /** How many there are; undefined is an error. */
  readonly load: (facts: Facts) => number | undefined;
  /** Gives the local the value at a place below what {@link load} said. */
  readonly put: (place: number) => void;
}

/** Undefined for a range whose keys are no strings: left to the interpreter. */
export function rangeOf(
  range: Compiled,
  elements: readonly Compiled[] | undefined,
  local: Local,
): Range | undefined {
  if (range.constant === undefined && range.type === 'list<int>' && elements?.every(({ number }) => number)) {
    const [only, ...more] = elements;
    return only?.number !== undefined && more.length === 0
      ? overOne(only.number, only.read, local)
      : overInts(elements, local);
  }
  const isMap = range.type.startsWith('map<');
  if (isMap && !/^map<(string|K|dyn), /.test(range.type)) return undefined;
  return overValues(range, local);
}

/** `[line.subtotal * 2]`: there is no list, and nothing to choose. */
function overOne(numberOf: NonNullable<Compiled['number']>, read: Compiled['read'], local: Local): Range {
  return {
    local,
    load: (facts) => {
      const number = numberOf(facts);
      local.number = number;
      if (!Number.isNaN(number)) return 1;
      local.value = read(facts);
      return local.value === undefined ? undefined : 1;
    },
    put: () => undefined,
  };
}

/** Of a list of whole numbers that is written in the condition none is made. */
function overInts(elements: readonly Compiled[], local: Local): Range {
  // Evaluating is never inside itself, so that one place for the numbers is enough.
  const numbers: number[] = elements.map(() => 0);
  const values: unknown[] = elements.map(() => undefined);
  return {
    local,
    load: (facts) => {
      for (let place = 0; place < elements.length; place += 1) {
        const element = elements[place];
        const number = element?.number?.(facts) ?? NaN;
        numbers[place] = number;
        if (!Number.isNaN(number)) continue;
        const value = element?.read(facts);
        if (value === undefined) return undefined;
        values[place] = value;
      }
      return elements.length;
    },
    put: (place) => {
      local.number = numbers[place] ?? NaN;
      local.value = values[place];
    },
  };
}

function overValues(range: Compiled, local: Local): Range {
  const { read } = range;
  let values: readonly unknown[] = [];
  return {
    local,
    load: (facts) => {
      const members = membersOf(read(facts));
      if (members === undefined) return undefined;
      values = members;
      return values.length;
    },
    put: (place) => {
      const value = values[place];
      local.value = value;
      local.number = asNumber(value);
    },
  };
}

/** The elements of a list, the keys of a map; undefined for what is neither. */
function membersOf(range: unknown): readonly unknown[] | undefined {
  if (Array.isArray(range)) return range as readonly unknown[];
  if (range instanceof Map) return [...(range as ReadonlyMap<unknown, unknown>).keys()];
  return typeof range === 'object' && range !== null ? Object.keys(range) : undefined;
}
