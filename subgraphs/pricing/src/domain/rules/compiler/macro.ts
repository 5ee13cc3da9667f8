// The macros of CEL with a receiver: they give a name to a value, or to each value of a range.
import type { ASTNode } from '@marcbachmann/cel-js';
import { allOf, asNumber, compiled, valueOf } from './compiled';
import type { Around, Compiled, Local, Read } from './compiled';
import { rangeOf } from './range';
import type { Range } from './range';

export type MacroCall = Extract<ASTNode, { op: 'rcall' }>;
type Loop = (range: Range, first: Read, second: Read) => Read;

/** What a macro does with a range, by its name and how many arguments it has. */
const LOOPS: ReadonlyMap<string, Loop> = new Map<string, Loop>([
  ['all/2', (range, holds) => quantified(range, holds, false)],
  ['exists/2', (range, holds) => quantified(range, holds, true)],
  ['exists_one/2', existsOne],
  ['filter/2', (range, holds) => collected(range, holds, () => valueOf(range.local))],
  ['map/2', (range, result) => collected(range, () => true, result)],
  ['map/3', collected],
]);

/** Whether a call is one of a macro; other calls are of functions. */
export function isMacro({ args: [name, , args] }: MacroCall): boolean {
  const form = `${name}/${String(args.length)}`;
  return form === 'bind/3' || LOOPS.has(form);
}

/** A call of a macro. */
export function compileMacro(
  node: MacroCall,
  type: string,
  { names, compiler }: Around,
): Compiled | undefined {
  const [name, receiver, [variable, ...body]] = node.args;
  if (variable?.op !== 'id') return undefined;
  const local: Local = { value: undefined, number: NaN };
  const inside = new Map(names).set(variable.args, local);
  const outer = name === 'bind' ? body.slice(0, 1) : [receiver];
  const [range] = allOf(outer.map((part) => compiler.compile(part, names))) ?? [];
  const inner = name === 'bind' ? body.slice(1) : body;
  const parts = allOf(inner.map((part) => compiler.compile(part, inside)));
  if (range === undefined || parts === undefined) return undefined;
  const read =
    name === 'bind' ? bound(range, parts, local) : looped(node, { range, parts, local, names, compiler });
  return read && compiled(type, [range, ...parts], { read, local, isCostly: true });
}

/** `cel.bind(name, value, result)` */
function bound(value: Compiled, [result]: readonly Compiled[], local: Local): Read | undefined {
  return (
    result &&
    ((facts) => {
      const given = value.read(facts);
      if (given === undefined) return undefined;
      local.value = given;
      local.number = asNumber(given);
      return result.read(facts);
    })
  );
}

interface LoopParts extends Around {
  readonly range: Compiled;
  readonly parts: readonly Compiled[];
  readonly local: Local;
}

function looped({ args: [name, receiver, args] }: MacroCall, loop: LoopParts): Read | undefined {
  const { range, parts, local, names, compiler } = loop;
  const elements =
    receiver.op === 'list' ? allOf(receiver.args.map((arg) => compiler.compile(arg, names))) : undefined;
  const over = rangeOf(range, elements, local);
  const [first, second = first] = parts;
  const make = LOOPS.get(`${name}/${String(args.length)}`);
  return over && first && second && make?.(over, first.read, second.read);
}

// A value that decides does so although another one is an error.
function quantified({ load, put }: Range, holds: Read, decisive: boolean): Read<boolean> {
  return (facts) => {
    const count = load(facts);
    if (count === undefined) return undefined;
    let hasError = false;
    for (let place = 0; place < count; place += 1) {
      put(place);
      const held = holds(facts);
      if (held === decisive) return decisive;
      hasError ||= held !== !decisive;
    }
    return hasError ? undefined : !decisive;
  };
}

function existsOne({ load, put }: Range, holds: Read): Read<boolean> {
  return (facts) => {
    const count = load(facts);
    if (count === undefined) return undefined;
    let held = 0;
    for (let place = 0; place < count; place += 1) {
      put(place);
      const is = holds(facts);
      if (typeof is !== 'boolean') return undefined;
      if (is) held += 1;
    }
    return held === 1;
  };
}

function collected({ load, put }: Range, holds: Read, result: Read): Read<readonly unknown[]> {
  return (facts) => {
    const count = load(facts);
    if (count === undefined) return undefined;
    const values: unknown[] = [];
    for (let place = 0; place < count; place += 1) {
      put(place);
      const is = holds(facts);
      if (typeof is !== 'boolean') return undefined;
      const value = is ? result(facts) : undefined;
      if (value !== undefined) values.push(value);
      else if (is) return undefined;
    }
    return values;
  };
}
