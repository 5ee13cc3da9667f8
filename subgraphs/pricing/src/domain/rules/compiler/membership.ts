import { at, isOfStrings } from './access';
import { compiled } from './compiled';
import type { Compiled } from './compiled';

/** `value in list`, `key in map` of types that JavaScript compares as CEL does; undefined for others. */
export function compileMembership(member: Compiled, range: Compiled): Compiled | undefined {
  if (isOfStrings(range.type) && member.type === 'string') return inMap(member, range);
  const isComparable = ['string', 'int', 'bool'].includes(member.type);
  if (!isComparable || range.type !== `list<${member.type}>`) return undefined;
  return Array.isArray(range.constant?.value)
    ? amongConstants(member, range.constant.value)
    : inList(member, range);
}

function amongConstants(member: Compiled, list: readonly unknown[]): Compiled {
  const known: ReadonlySet<unknown> = new Set(list);
  return compiled('bool', [member], {
    read: (facts) => {
      const value = member.read(facts);
      return value === undefined ? undefined : known.has(value);
    },
  });
}

function inList(member: Compiled, range: Compiled): Compiled {
  return compiled('bool', [member, range], {
    read: (facts) => {
      const value = member.read(facts);
      const list = range.read(facts) as readonly unknown[] | undefined;
      return value === undefined ? undefined : list?.includes(value);
    },
  });
}

function inMap(member: Compiled, range: Compiled): Compiled {
  return compiled('bool', [member, range], {
    read: (facts) => {
      const key = member.read(facts);
      const map = range.read(facts);
      return key === undefined || map === undefined ? undefined : at(map, key) !== undefined;
    },
  });
}
