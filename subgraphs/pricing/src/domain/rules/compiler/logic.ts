import type { ASTNode } from '@marcbachmann/cel-js';
import { compiled } from './compiled';
import type { Around, Compiled, Read } from './compiled';

/** `a && b`, `a || b`: one operand may decide although the other is an error. */
export function compileLogic(
  { op, args }: Extract<ASTNode, { op: '&&' | '||' }>,
  { names, compiler }: Around,
): Compiled | undefined {
  const [left, right] = args.map((arg) => compiler.compile(arg, names));
  if (left === undefined || right === undefined) return undefined;
  const combine = op === '&&' ? and : or;
  return compiled('bool', [left, right], { read: combine(left.read, right.read) });
}

/** `condition ? one : other`. */
export function compileTernary(
  { args }: Extract<ASTNode, { op: '?:' }>,
  type: string,
  { names, compiler }: Around,
): Compiled | undefined {
  const [condition, one, other] = args.map((arg) => compiler.compile(arg, names));
  if (condition === undefined || one === undefined || other === undefined) return undefined;
  const { read: holds } = condition;
  return compiled(type, [condition, one, other], {
    read: (facts) => {
      const is = holds(facts);
      if (is === true) return one.read(facts);
      return is === false ? other.read(facts) : undefined;
    },
  });
}

function and(left: Read, right: Read): Read<boolean> {
  return (facts) => {
    const one = left(facts);
    if (one === false) return false;
    const other = right(facts);
    if (other === false) return false;
    return one === true && other === true ? true : undefined;
  };
}

function or(left: Read, right: Read): Read<boolean> {
  return (facts) => {
    const one = left(facts);
    if (one === true) return true;
    const other = right(facts);
    if (other === true) return true;
    return one === false && other === false ? false : undefined;
  };
}
