// Conditions are asked once a line, and there may be a thousand of them: as functions they take a fraction of what the interpreter
// takes. `compile.property.test.ts` holds both against each other.
import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { compileFunction } from './call';
import { allOf, constant } from './compiled';
import type { Around, Compiled, Compiler, Names } from './compiled';
import { compileHas } from './has';
import { libraryOf } from './library';
import { compileLogic, compileTernary } from './logic';
import { compileMacro, isMacro } from './macro';
import { compileOperation } from './operation';
import { compileLocal, compileVariable } from './variable';

/** Compiles nodes of conditions that an environment has checked. */
export function compilerOf(environment: Environment): Compiler {
  const library = libraryOf(environment);
  const compiler: Compiler = { library, compile: (node, names) => compileNode(node, names, compiler) };
  return compiler;
}

function compileNode(node: ASTNode, names: Names, compiler: Compiler): Compiled | undefined {
  const type = typeOf(node);
  if (type === undefined) return undefined;
  const around = { names, compiler };
  switch (node.op) {
    case 'value':
      return constant(type, node.args);
    case 'id':
      return compileName(node.args, type, around);
    case '&&':
    case '||':
      return compileLogic(node, around);
    case '?:':
      return compileTernary(node, type, around);
    case 'call':
    case 'rcall':
      return compileCall(node, type, around);
    default:
      return compileOperation(node, type, around);
  }
}

/** What the checker found a node to be: the library notes it there, although its types do not say so. */
function typeOf(node: ASTNode): string | undefined {
  return (node as { readonly checkedType?: { readonly name: string } }).checkedType?.name;
}

/** What a macro gave a name to, a variable, or a name of a type, as `int` is. */
function compileName(name: string, type: string, { names, compiler }: Around): Compiled | undefined {
  const local = names.get(name);
  if (local !== undefined) return compileLocal(local, type);
  return type === 'type' ? compiler.library(name, type, []) : compileVariable(name, type);
}

type Call = Extract<ASTNode, { op: 'call' | 'rcall' }>;

function compileCall(node: Call, type: string, around: Around): Compiled | undefined {
  const { names, compiler } = around;
  if (node.op === 'call' && node.args[0] === 'has') return compileHas(node.args[1], around);
  if (node.op === 'rcall' && isMacro(node)) return compileMacro(node, type, around);
  const [name] = node.args;
  const operands = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
  const parts = allOf(operands.map((operand) => compiler.compile(operand, names)));
  if (parts === undefined) return undefined;
  const places = parts.map((_, place) => `_${String(place)}`);
  const [receiver = '', ...rest] = places;
  const text =
    node.op === 'call' ? `${name}(${places.join(', ')})` : `${receiver}.${name}(${rest.join(', ')})`;
  return compileFunction(name, parts) ?? compiler.library(text, type, parts);
}
