import { isKnownList, isOfStrings } from './access';
import { compiled } from './compiled';
import type { Compiled, Read } from './compiled';

type TextTest = (text: string, part: string) => boolean;

const TEXT_TESTS: ReadonlyMap<string, TextTest> = new Map<string, TextTest>([
  ['startsWith', (text, part) => text.startsWith(part)],
  ['endsWith', (text, part) => text.endsWith(part)],
  ['contains', (text, part) => text.includes(part)],
]);

/** `text.startsWith(part)` and its like, `text.matches(pattern)`, `size(value)`; undefined for other functions. */
export function compileFunction(name: string, operands: readonly Compiled[]): Compiled | undefined {
  const [first, second] = operands;
  if (first === undefined) return undefined;
  if (name === 'size' && second === undefined) return sizeOf(first);
  if (second === undefined || first.type !== 'string' || second.type !== 'string') return undefined;
  if (operands.length > 2) return undefined;
  if (name === 'matches') return matching(first, second.constant);
  const test = TEXT_TESTS.get(name);
  return test && compiled('bool', operands, { read: tested(test, first.read, second.read) });
}

function tested(test: TextTest, text: Read, part: Read): Read<boolean> {
  return (facts) => {
    const whole = text(facts) as string | undefined;
    const sought = part(facts) as string | undefined;
    return whole === undefined || sought === undefined ? undefined : test(whole, sought);
  };
}

/** A pattern that is written in the condition is made once. */
function matching(text: Compiled, pattern: Compiled['constant']): Compiled | undefined {
  if (typeof pattern?.value !== 'string') return undefined;
  const expression = expressionOf(pattern.value);
  return compiled('bool', [text], {
    read: (facts) => {
      const whole = text.read(facts) as string | undefined;
      return whole === undefined ? undefined : expression?.test(whole);
    },
  });
}

function expressionOf(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

function sizeOf(value: Compiled): Compiled | undefined {
  const count = counterOf(value.type);
  if (count === undefined) return undefined;
  const number: Compiled['number'] = (facts) => {
    const counted = value.read(facts);
    return counted === undefined ? NaN : count(counted);
  };
  return compiled('int', [value], {
    number,
    read: (facts) => {
      const counted = number(facts);
      return Number.isNaN(counted) ? undefined : BigInt(counted);
    },
  });
}

function counterOf(type: string): ((value: unknown) => number) | undefined {
  if (type === 'string') return (text) => Array.from(text as string).length;
  if (isKnownList(type)) return (list) => (list as readonly unknown[]).length;
  if (!isOfStrings(type)) return undefined;
  return (map) => (map instanceof Map ? map.size : Object.keys(map as object).length);
}
