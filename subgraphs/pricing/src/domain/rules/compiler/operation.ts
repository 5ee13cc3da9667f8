import type { ASTNode } from '@marcbachmann/cel-js';
import { compileAccess } from './access';
import { compileArithmetic, isArithmetic } from './arithmetic';
import { compileComparison, isComparison } from './comparison';
import { NAME, allOf, compiled, constant } from './compiled';
import type { Around, Compiled, Read } from './compiled';
import { compileMembership } from './membership';
import { compileField } from './variable';

/** Operators, access to fields, keys and places, lists and maps. */
export function compileOperation(node: ASTNode, type: string, around: Around): Compiled | undefined {
  switch (node.op) {
    case '!_':
    case '-_':
      return compileUnary(node, type, around);
    case '.':
    case '[]':
      return accessed(node, type, around);
    case 'list':
      return listOf(node.args, type, around);
    case 'map':
      return mapOf(node.args, type, around);
    default:
      return compileBinary(node, type, around);
  }
}

function compileUnary(
  { op, args }: Extract<ASTNode, { op: '!_' | '-_' }>,
  type: string,
  { names, compiler }: Around,
): Compiled | undefined {
  const operand = compiler.compile(args, names);
  if (operand === undefined) return undefined;
  const { read, number } = operand;
  if (op === '!_' && operand.type === 'bool')
    return compiled(type, [operand], { read: not(read as Read<boolean>) });
  if (op === '-_' && operand.type === 'int') {
    const negated = number && ((facts: Parameters<Read>[0]) => -number(facts));
    return compiled(type, [operand], { read: negative(read as Read<bigint>), number: negated });
  }
  return compiler.library(op === '!_' ? '!_0' : '-_0', type, [operand]);
}

function not(read: Read<boolean>): Read<boolean> {
  return (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : !value;
  };
}

function negative(read: Read<bigint>): Read<bigint> {
  return (facts) => {
    const value = read(facts);
    return value === undefined ? undefined : -value;
  };
}

function accessed(
  { op, args }: Extract<ASTNode, { op: '.' | '[]' }>,
  type: string,
  { names, compiler }: Around,
): Compiled | undefined {
  const [object, place] = args;
  const left = compiler.compile(object, names);
  const key = typeof place === 'string' ? constant('string', place) : compiler.compile(place, names);
  if (left === undefined || key === undefined) return undefined;
  const name = String(key.constant?.value);
  const isVariable = object.op === 'id' && !names.has(object.args);
  const known =
    (isVariable ? compileField(object.args, name, type) : undefined) ?? compileAccess(type, left, key);
  if (known !== undefined || op === '[]') return known ?? compiler.library('_0[_1]', type, [left, key]);
  return NAME.test(name) ? compiler.library(`_0.${name}`, type, [left]) : undefined;
}

function listOf(
  elements: readonly ASTNode[],
  type: string,
  { names, compiler }: Around,
): Compiled | undefined {
  const parts = allOf(elements.map((element) => compiler.compile(element, names)));
  return (
    parts &&
    compiled(type, parts, {
      isCostly: true,
      read: (facts) => {
        const values: unknown[] = [];
        for (const { read } of parts) {
          const value = read(facts);
          if (value === undefined) return undefined;
          values.push(value);
        }
        return values;
      },
    })
  );
}

function mapOf(
  entries: readonly (readonly [ASTNode, ASTNode])[],
  type: string,
  { names, compiler }: Around,
): Compiled | undefined {
  const parts = allOf(entries.flat().map((part) => compiler.compile(part, names)));
  const text = entries.map((_, index) => `_${String(2 * index)}: _${String(2 * index + 1)}`).join(', ');
  return parts && compiler.library(`{${text}}`, type, parts);
}

function compileBinary(node: ASTNode, type: string, { names, compiler }: Around): Compiled | undefined {
  if (!isArithmetic(node) && !isComparison(node) && node.op !== 'in') return undefined;
  const [left, right] = [compiler.compile(node.args[0], names), compiler.compile(node.args[1], names)];
  if (left === undefined || right === undefined) return undefined;
  const known = isArithmetic(node)
    ? compileArithmetic(node.op, left, right)
    : isComparison(node)
      ? compileComparison(node.op, left, right)
      : compileMembership(left, right);
  return known ?? compiler.library(`_0 ${node.op} _1`, type, [left, right]);
}
