import type { Environment } from '@marcbachmann/cel-js';
import { compiled } from './compiled';
import type { Compiled, Compiler } from './compiled';
import type { Facts } from '../facts';

/**
 * Operators and functions by the library itself: a program of one operation whose operands are values. So that what is rare
 * (calendars, durations, conversions) says exactly what the library says.
 */
export function libraryOf(environment: Environment): Compiler['library'] {
  return (text, type, operands) => {
    const program = programOf(text, environment, operands);
    if (program === undefined) return undefined;
    return compiled(type, operands, { read: (facts) => called(program, operands, facts), isCostly: true });
  };
}

type Program = (values: Readonly<Record<string, unknown>>) => unknown;

function programOf(
  text: string,
  environment: Environment,
  operands: readonly Compiled[],
): Program | undefined {
  const ofOperands = environment.clone();
  try {
    for (const [place, { type }] of operands.entries())
      ofOperands.registerVariable(`_${String(place)}`, type);
    const program = ofOperands.parse(text);
    return program.check().valid ? (values) => program(values) as unknown : undefined;
  } catch {
    return undefined;
  }
}

function called(program: Program, operands: readonly Compiled[], facts: Facts): unknown {
  const values: Record<string, unknown> = {};
  for (let place = 0; place < operands.length; place += 1) {
    const value = operands[place]?.read(facts);
    if (value === undefined) return undefined;
    values[`_${String(place)}`] = value;
  }
  try {
    return program(values);
  } catch {
    return undefined;
  }
}
