// Most conditions compare facts with constants. As plain functions these take a tenth of what the interpreter takes, and rules
// for everything are asked once a line; `predicate.property.test.ts` holds both against each other.
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Facts } from './facts';

/** Reads a value; undefined is an error, as a missing map entry is in CEL. */
type Read<T> = (facts: Facts) => T | undefined;

/** Whether something holds; undefined where CEL has an error. */
export type Predicate = Read<boolean>;

/**
 * A node of a checked condition as a plain function with the same value for all facts: comparisons of facts and constants, `in`,
 * arithmetic on integers, starts and ends of texts, and what `&&`, `||` and `!` make of them. Undefined for anything else.
 */
export function predicateOf(node: ASTNode): Predicate | undefined {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'boolean' ? constant(node.args) : undefined;
    case '&&':
    case '||':
      return combined(node.args.map(predicateOf), node.op === '&&' ? and : or);
    case '!_': {
      const negated = predicateOf(node.args);
      return negated && ((facts) => not(negated(facts)));
    }
    case 'in':
      return membership(node.args);
    case 'rcall':
      return textTest(node.args);
    default:
      return comparison(node);
  }
}

type Scalar =
  | { readonly type: 'int'; readonly read: Read<bigint> }
  | { readonly type: 'string'; readonly read: Read<string> };

const FACTS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['region', { type: 'string', read: ({ region }) => region }],
  ['channel', { type: 'string', read: ({ channel }) => channel }],
  ['currency', { type: 'string', read: ({ currency }) => currency }],
  ['line.sku', { type: 'string', read: ({ line }) => line?.sku }],
  ['line.category', { type: 'string', read: ({ line }) => line?.category }],
  ['line.quantity', { type: 'int', read: ({ line }) => line?.quantity }],
  ['line.subtotal', { type: 'int', read: ({ line }) => line?.subtotal }],
  ['cart.subtotal', { type: 'int', read: ({ cart }) => cart?.subtotal }],
  ['cart.quantity', { type: 'int', read: ({ cart }) => cart?.quantity }],
]);

const LISTS: ReadonlyMap<string, Read<readonly string[]>> = new Map<string, Read<readonly string[]>>([
  ['customer.segments', ({ customer }) => customer.segments],
  ['cart.skus', ({ cart }) => cart?.skus],
]);

function scalarOf(node: ASTNode): Scalar | undefined {
  if (node.op === 'value') return literal(node.args);
  if (node.op === '[]') return attribute(node.args);
  if (isArithmetic(node)) return arithmetic(node);
  const path = pathOf(node);
  return path === undefined ? undefined : FACTS.get(path);
}

function literal(value: unknown): Scalar | undefined {
  if (typeof value === 'bigint') return { type: 'int', read: constant(value) };
  return typeof value === 'string' ? { type: 'string', read: constant(value) } : undefined;
}

/** `line.attributes["gift"]` */
function attribute([map, key]: readonly [ASTNode, ASTNode]): Scalar | undefined {
  if (pathOf(map) !== 'line.attributes' || key.op !== 'value' || typeof key.args !== 'string')
    return undefined;
  const name = key.args;
  return { type: 'string', read: ({ line }) => line?.attributes?.get(name) };
}

/** `region`, `line.sku`: the name of a fact, whether or not there is such a one. */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const [left, field] = node.args;
  return left.op === 'id' ? `${left.args}.${field}` : undefined;
}

type Arithmetic = Extract<ASTNode, { op: keyof typeof ARITHMETIC }>;

const ARITHMETIC = {
  '+': (left: bigint, right: bigint) => within64Bits(left + right),
  '-': (left: bigint, right: bigint) => within64Bits(left - right),
  '*': (left: bigint, right: bigint) => within64Bits(left * right),
  '/': (left: bigint, right: bigint) => (right === 0n ? undefined : left / right),
  '%': (left: bigint, right: bigint) => (right === 0n ? undefined : left % right),
} as const;

function isArithmetic(node: ASTNode): node is Arithmetic {
  return node.op in ARITHMETIC;
}

function arithmetic({ op, args }: Arithmetic): Scalar | undefined {
  const [left, right] = [scalarOf(args[0]), scalarOf(args[1])];
  if (left?.type !== 'int' || right?.type !== 'int') return undefined;
  return { type: 'int', read: both(left.read, right.read, ARITHMETIC[op]) };
}

function within64Bits(value: bigint): bigint | undefined {
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

type Ordered = bigint | string;
type Comparison = Extract<ASTNode, { op: keyof typeof COMPARISONS }>;

const COMPARISONS = {
  '==': (left: Ordered, right: Ordered) => left === right,
  '!=': (left: Ordered, right: Ordered) => left !== right,
  '<': (left: Ordered, right: Ordered) => left < right,
  '<=': (left: Ordered, right: Ordered) => left <= right,
  '>': (left: Ordered, right: Ordered) => left > right,
  '>=': (left: Ordered, right: Ordered) => left >= right,
} as const;

function isComparison(node: ASTNode): node is Comparison {
  return node.op in COMPARISONS;
}

function comparison(node: ASTNode): Predicate | undefined {
  if (!isComparison(node)) return undefined;
  const [left, right] = [scalarOf(node.args[0]), scalarOf(node.args[1])];
  if (left === undefined || left.type !== right?.type) return undefined;
  return both<Ordered, boolean>(left.read, right.read, COMPARISONS[node.op]);
}

/** `"vip" in customer.segments`, `line.sku in ["A", "B"]` */
function membership([member, list]: readonly [ASTNode, ASTNode]): Predicate | undefined {
  const scalar = scalarOf(member);
  if (scalar === undefined) return undefined;
  if (list.op === 'list') return amongConstants(scalar, list.args);
  const read = LISTS.get(pathOf(list) ?? '');
  if (read === undefined || scalar.type !== 'string') return undefined;
  return both(scalar.read, read, (one, all) => all.includes(one));
}

function amongConstants({ read }: Scalar, members: readonly ASTNode[]): Predicate | undefined {
  const constants = members.map((member) => (member.op === 'value' ? literal(member.args) : undefined));
  if (constants.includes(undefined)) return undefined;
  const known: ReadonlySet<unknown> = new Set(members.map(({ args }) => args));
  return (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : known.has(value);
  };
}

const TEXT_TESTS: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ['startsWith', (text, part) => text.startsWith(part)],
  ['endsWith', (text, part) => text.endsWith(part)],
  ['contains', (text, part) => text.includes(part)],
]);

function textTest([name, receiver, [argument]]: readonly [string, ASTNode, ASTNode[]]):
  Predicate | undefined {
  const test = TEXT_TESTS.get(name);
  const [text, part] = [scalarOf(receiver), argument && scalarOf(argument)];
  if (test === undefined || text?.type !== 'string' || part?.type !== 'string') return undefined;
  return both(text.read, part.read, test);
}

function constant<T>(value: T): Read<T> {
  return () => value;
}

function both<A, R>(left: Read<A>, right: Read<A>, apply: (left: A, right: A) => R | undefined): Read<R>;
function both<A, B, R>(left: Read<A>, right: Read<B>, apply: (left: A, right: B) => R | undefined): Read<R>;
function both<A, B, R>(left: Read<A>, right: Read<B>, apply: (left: A, right: B) => R | undefined): Read<R> {
  return (facts) => {
    const one = left(facts);
    const other = right(facts);
    return one === undefined || other === undefined ? undefined : apply(one, other);
  };
}

function combined(
  [left, right]: readonly (Predicate | undefined)[],
  combine: (left: Predicate, right: Predicate) => Predicate,
): Predicate | undefined {
  return left && right && combine(left, right);
}

// One operand may decide although the other is an error.
function and(left: Predicate, right: Predicate): Predicate {
  return (facts) => {
    const one = left(facts);
    if (one === false) return false;
    const other = right(facts);
    return other === false ? false : one && other;
  };
}

function or(left: Predicate, right: Predicate): Predicate {
  return (facts) => {
    const one = left(facts);
    if (one === true) return true;
    const other = right(facts);
    return other === true ? true : one === undefined ? undefined : other;
  };
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}
