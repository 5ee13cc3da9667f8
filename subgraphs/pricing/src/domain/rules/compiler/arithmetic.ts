import type { ASTNode } from '@marcbachmann/cel-js';
import { asNumber, compiled } from './compiled';
import type { Compiled, Read } from './compiled';

export type Arithmetic = Extract<ASTNode, { op: '+' | '-' | '*' | '/' | '%' }>;

/** Whole numbers of 64 bits: beyond them, and divided by nothing, is an error. */
const LARGE: Readonly<Record<Arithmetic['op'], (left: bigint, right: bigint) => bigint | undefined>> = {
  '+': (left, right) => within64Bits(left + right),
  '-': (left, right) => within64Bits(left - right),
  '*': (left, right) => within64Bits(left * right),
  '/': (left, right) => (right === 0n ? undefined : left / right),
  '%': (left, right) => (right === 0n ? undefined : left % right),
};

type NumberOf = NonNullable<Compiled['number']>;

/** The same of safe integers; NaN as soon as one is not safe. A result that is safe after rounding was exact before. */
const SMALL: Readonly<Record<Arithmetic['op'], (left: NumberOf, right: NumberOf) => NumberOf>> = {
  '+': (left, right) => (facts) => safe(left(facts) + right(facts)),
  '-': (left, right) => (facts) => safe(left(facts) - right(facts)),
  '*': (left, right) => (facts) => safe(left(facts) * right(facts)),
  '/': (left, right) => (facts) => {
    const one = left(facts);
    const other = right(facts);
    return (one - (one % other)) / other;
  },
  '%': (left, right) => (facts) => left(facts) % right(facts),
};

/** Whether a node is one of these. */
export function isArithmetic(node: ASTNode): node is Arithmetic {
  return node.op in LARGE;
}

/** An operation on two whole numbers, or two texts put together; undefined for other types. */
export function compileArithmetic(
  op: Arithmetic['op'],
  left: Compiled,
  right: Compiled,
): Compiled | undefined {
  if (left.type !== right.type) return undefined;
  if (left.type === 'string') return joined(left, right);
  if (left.type !== 'int') return undefined;
  const [largeLeft, largeRight] = [left.read as Read<bigint>, right.read as Read<bigint>];
  const large = LARGE[op];
  return compiled('int', [left, right], {
    read: (facts) => {
      const value = largeLeft(facts);
      const by = largeRight(facts);
      return value === undefined || by === undefined ? undefined : large(value, by);
    },
    number: small(op, left, right),
  });
}

function small(op: Arithmetic['op'], left: Compiled, right: Compiled): NumberOf | undefined {
  const { number: one } = left;
  const { number: other } = right;
  if (one === undefined || other === undefined) return undefined;
  const known = right.constant === undefined ? NaN : asNumber(right.constant.value);
  // What is written in the condition, as most right operands are, needs no call.
  if (op === '+' && !Number.isNaN(known)) return (facts) => safe(one(facts) + known);
  if (op === '*' && !Number.isNaN(known)) return (facts) => safe(one(facts) * known);
  return SMALL[op](one, other);
}

function within64Bits(value: bigint): bigint | undefined {
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

function safe(value: number): number {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? value : NaN;
}

function joined(left: Compiled, right: Compiled): Compiled {
  return compiled('string', [left, right], {
    read: (facts) => {
      const one = left.read(facts) as string | undefined;
      const other = right.read(facts) as string | undefined;
      return one === undefined || other === undefined ? undefined : one + other;
    },
  });
}
