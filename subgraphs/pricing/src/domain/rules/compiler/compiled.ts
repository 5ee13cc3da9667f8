import type { ASTNode } from '@marcbachmann/cel-js';
import { safeNumber } from '../facts';
import type { Facts } from '../facts';

/** Reads a value of CEL; undefined is an error, as a missing map entry is. */
export type Read<T = unknown> = (facts: Facts) => T | undefined;

/** What a macro gives a name to. One place is enough: evaluating is synchronous, and no node is inside itself. */
export interface Local {
  /** Undefined where {@link number} has it. */
  value: unknown;
  /** An int that is a safe integer; NaN for any other value. */
  number: number;
}

/** The value that a macro gave. */
export function valueOf({ value, number }: Local): unknown {
  return Number.isNaN(number) ? value : BigInt(number);
}

/** A node of a checked condition as functions that have the same value for all facts. */
export interface Compiled {
  /** As the checker of CEL names it. */
  readonly type: string;
  readonly read: Read;
  /** Of an int: the same as a number, which is several times faster. NaN for an error and beyond safe integers: ask {@link read}. */
  readonly number: ((facts: Facts) => number) | undefined;
  /** What the value follows from: names of variables, and what macros around it gave names to. */
  readonly needs: ReadonlySet<string | Local>;
  /** Its value when it needs nothing. */
  readonly constant: { readonly value: unknown } | undefined;
}

/** What macros around a node gave names to. */
export type Names = ReadonlyMap<string, Local>;

/** What the forms of a condition are compiled with. */
export interface Compiler {
  /** Undefined for a form that is left to the interpreter. */
  compile(node: ASTNode, names: Names): Compiled | undefined;
  /**
   * The library's own operator or function on values: `text` is CEL over `_0`, `_1` …, the operands. Undefined where their types
   * do not go together.
   */
  library(text: string, type: string, operands: readonly Compiled[]): Compiled | undefined;
}

/** Where a node is. */
export interface Around {
  readonly names: Names;
  readonly compiler: Compiler;
}

interface Form {
  readonly read: Read;
  readonly number?: Compiled['number'];
  /** What is known in the parts alone. */
  readonly local?: Local;
  /** Of a value that takes longer than finding it again: of those that need no line, the last one is remembered for its quote. */
  readonly isCostly?: boolean;
}

/** A form of parts. What needs nothing is worked out at once. */
export function compiled(type: string, parts: readonly Compiled[], form: Form): Compiled {
  const needs = new Set(parts.flatMap((part) => [...part.needs]));
  if (form.local !== undefined) needs.delete(form.local);
  if (needs.size === 0) return constant(type, form.read({} as Facts));
  const isOfQuote = [...needs].every((need) => typeof need === 'string' && need !== 'line');
  const read = form.isCostly === true && isOfQuote ? oncePerQuote(form.read) : form.read;
  return { type, read, number: form.number, needs, constant: undefined };
}

/** A value that is known; undefined is an error. */
export function constant(type: string, value: unknown): Compiled {
  const number = asNumber(value);
  return {
    type,
    read: () => value,
    number: type === 'int' ? () => number : undefined,
    needs: new Set(),
    constant: { value },
  };
}

/** A name that stands in a text of CEL as it is. */
export const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** All of them; undefined when one is. */
export function allOf(parts: readonly (Compiled | undefined)[]): readonly Compiled[] | undefined {
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** An int that is a safe integer as a number, anything else as NaN. */
export function asNumber(value: unknown): number {
  return typeof value === 'bigint' ? safeNumber(value) : NaN;
}

// A rule goes through all lines of a quote before the next one does, so that one place is enough.
function oncePerQuote(read: Read): Read {
  let last: Facts['quote'];
  let value: unknown;
  return (facts) => {
    if (facts.quote === undefined) return read(facts);
    if (facts.quote === last) return value;
    value = read(facts);
    last = facts.quote;
    return value;
  };
}
