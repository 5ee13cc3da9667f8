import type { ASTNode } from '@marcbachmann/cel-js';
import { asNumber, compiled } from './compiled';
import type { Compiled, Read } from './compiled';

export type Comparison = Extract<ASTNode, { op: '==' | '!=' | '<' | '<=' | '>' | '>=' }>;

/** What JavaScript compares as CEL does. */
type Comparable = bigint | number | string | boolean | null | Date;
type Compare = (left: Comparable, right: Comparable) => boolean;

const EQUALITIES: Readonly<Record<'==' | '!=', Compare>> = {
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

const ORDERS: Readonly<Record<'<' | '<=' | '>' | '>=', (left: never, right: never) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

const SAME_IN_JAVASCRIPT: ReadonlySet<string> = new Set(['bool', 'string', 'int', 'double', 'null']);
const ORDERED_IN_JAVASCRIPT: ReadonlySet<string> = new Set([
  'bool',
  'string',
  'int',
  'double',
  'google.protobuf.Timestamp',
]);

/** Whether a node is one of these. */
export function isComparison(node: ASTNode): node is Comparison {
  return node.op in EQUALITIES || node.op in ORDERS;
}

/** A comparison of two values of a type that JavaScript compares as CEL does; undefined for others. */
export function compileComparison(
  op: Comparison['op'],
  left: Compiled,
  right: Compiled,
): Compiled | undefined {
  const compare = comparisonOf(op, left.type);
  if (left.type !== right.type || compare === undefined) return undefined;
  const read = comparing(compare, left.read as Read<Comparable>, right.read as Read<Comparable>);
  return compiled('bool', [left, right], { read: byNumbers(op, [left, right], read) ?? read });
}

function comparisonOf(op: Comparison['op'], type: string): Compare | undefined {
  if (op === '==' || op === '!=') return SAME_IN_JAVASCRIPT.has(type) ? EQUALITIES[op] : undefined;
  return ORDERED_IN_JAVASCRIPT.has(type) ? (ORDERS[op] as Compare) : undefined;
}

function comparing(compare: Compare, left: Read<Comparable>, right: Read<Comparable>): Read<boolean> {
  return (facts) => {
    const one = left(facts);
    const other = right(facts);
    return one === undefined || other === undefined ? undefined : compare(one, other);
  };
}

type NumberOf = NonNullable<Compiled['number']>;

/** By numbers, as long as both are safe integers. */
function byNumbers(
  op: Comparison['op'],
  [left, right]: readonly [Compiled, Compiled],
  large: Read,
): Read | undefined {
  if (left.number === undefined || right.number === undefined) return undefined;
  const known = right.constant === undefined ? NaN : asNumber(right.constant.value);
  return Number.isNaN(known)
    ? BY_NUMBERS[op](left.number, right.number, large)
    : AGAINST_NUMBER[op](left.number, known, large);
}

// NaN is neither less nor equal nor more.
const BY_NUMBERS: Readonly<Record<Comparison['op'], (left: NumberOf, right: NumberOf, large: Read) => Read>> =
  {
    '==': (left, right, large) => (facts) => {
      const one = left(facts);
      const other = right(facts);
      return one === other ? true : one < other || one > other ? false : large(facts);
    },
    '!=': (left, right, large) => (facts) => {
      const one = left(facts);
      const other = right(facts);
      return one === other ? false : one < other || one > other ? true : large(facts);
    },
    '<': (left, right, large) => (facts) => {
      const one = left(facts);
      const other = right(facts);
      return one < other ? true : one >= other ? false : large(facts);
    },
    '<=': (left, right, large) => (facts) => {
      const one = left(facts);
      const other = right(facts);
      return one <= other ? true : one > other ? false : large(facts);
    },
    '>': (left, right, large) => (facts) => {
      const one = left(facts);
      const other = right(facts);
      return one > other ? true : one <= other ? false : large(facts);
    },
    '>=': (left, right, large) => (facts) => {
      const one = left(facts);
      const other = right(facts);
      return one >= other ? true : one < other ? false : large(facts);
    },
  };

/** The same where the right one is written in the condition, as nearly always. */
const AGAINST_NUMBER: Readonly<
  Record<Comparison['op'], (left: NumberOf, known: number, large: Read) => Read>
> = {
  '==': (left, known, large) => (facts) => {
    const one = left(facts);
    return one === known ? true : Number.isNaN(one) ? large(facts) : false;
  },
  '!=': (left, known, large) => (facts) => {
    const one = left(facts);
    return one === known ? false : Number.isNaN(one) ? large(facts) : true;
  },
  '<': (left, known, large) => (facts) => {
    const one = left(facts);
    return one < known ? true : one >= known ? false : large(facts);
  },
  '<=': (left, known, large) => (facts) => {
    const one = left(facts);
    return one <= known ? true : one > known ? false : large(facts);
  },
  '>': (left, known, large) => (facts) => {
    const one = left(facts);
    return one > known ? true : one <= known ? false : large(facts);
  },
  '>=': (left, known, large) => (facts) => {
    const one = left(facts);
    return one >= known ? true : one < known ? false : large(facts);
  },
};
