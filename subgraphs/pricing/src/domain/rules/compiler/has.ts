import type { ASTNode } from '@marcbachmann/cel-js';
import { FACT_TYPES, at } from './access';
import { NAME, compiled } from './compiled';
import type { Around, Compiled } from './compiled';

/** `has(variable.field.key)`: whether the last is there; that one before it is not is an error. */
export function compileHas(
  [argument]: readonly ASTNode[],
  { names, compiler }: Around,
): Compiled | undefined {
  const [variable, keys] = argument === undefined ? [undefined, []] : pathOf(argument);
  const base = variable && compiler.compile(variable, names);
  if (base === undefined || !keys.every((key) => NAME.test(key))) return undefined;
  return hasAttribute(base, keys) ?? compiler.library(`has(_0.${keys.join('.')})`, 'bool', [base]);
}

/** The variable and the names behind it, from left to right. */
function pathOf(node: ASTNode): [ASTNode | undefined, string[]] {
  if (node.op !== '.') return [node.op === 'id' ? node : undefined, []];
  const [variable, keys] = pathOf(node.args[0]);
  return [variable, [...keys, node.args[1]]];
}

/** `has(line.attributes.gift)` */
function hasAttribute(line: Compiled, [field, key, ...more]: readonly string[]): Compiled | undefined {
  const isAttribute = FACT_TYPES.has(line.type) && field === 'attributes' && key !== undefined;
  if (!isAttribute || more.length > 0) return undefined;
  return compiled('bool', [line], {
    read: (facts) => {
      const attributes = (line.read(facts) as { attributes?: unknown } | undefined)?.attributes;
      return attributes === undefined ? undefined : at(attributes, key) !== undefined;
    },
  });
}
