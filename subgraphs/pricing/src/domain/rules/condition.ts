import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode, Environment, parse } from '@marcbachmann/cel-js';
import { LANGUAGES, LIMITS } from './condition-language';
import type { Language } from './condition-language';
import type { Facts, QuoteFacts } from './facts';
import type { RuleScope } from './rule-scope';

/** Longest text of a condition. */
export const MAX_CONDITION_LENGTH = 2_000;

/**
 * A condition that was checked by type, as the parts of its conjunction: it holds where all of them do. What cannot be evaluated
 * does not hold. Evaluating has no side effect and always ends.
 */
export interface Condition {
  readonly text: string;
  /** Whether the parts that read no line hold: once for a whole quote. Undefined when there are none. */
  readonly holdsForQuote: ((facts: QuoteFacts) => boolean) | undefined;
  /** Whether the parts that read the line hold. Undefined when there are none. */
  readonly holdsForLine: ((facts: Facts) => boolean) | undefined;
  /** The first part that does not hold, as it was written; undefined when the condition holds. */
  firstFalse(facts: Facts): string | undefined;
}

/** Why a text is no condition, and where. */
export interface ConditionProblem {
  readonly message: string;
  /** Offsets into the text: first character, and behind the last one. */
  readonly start: number;
  readonly end: number;
}

/** Compiles a CEL text that must be a bool over the variables of the scope; a wrong one is told with its position. */
export function compileCondition(text: string, scope: RuleScope): Condition | ConditionProblem {
  if (text.length > MAX_CONDITION_LENGTH) {
    const message = `must have at most ${String(MAX_CONDITION_LENGTH)} characters`;
    return { message, start: MAX_CONDITION_LENGTH, end: text.length };
  }
  const language = LANGUAGES[scope];
  const { environment } = language;
  try {
    const program = environment.parse(text);
    const check = program.check();
    if (!check.valid) return problemOf(check.error, text);
    if (check.type !== 'bool')
      return { message: `must be a bool, not ${String(check.type)}`, start: 0, end: text.length };
    return conditionOf(text, program, language);
  } catch (error) {
    return problemOf(error, text);
  }
}

/** Whether a compilation failed. */
export function isProblem(compiled: Condition | ConditionProblem): compiled is ConditionProblem {
  return 'message' in compiled;
}

type Program = ReturnType<typeof parse>;

/** One part of a conjunction. */
interface Part {
  readonly text: string;
  readonly usesLine: boolean;
  readonly holds: (facts: Facts) => boolean;
}

function conditionOf(text: string, program: Program, language: Language): Condition {
  const parts = conjuncts(program.ast).map((node) => partOf(node, text, language));
  return {
    text,
    holdsForQuote: allOf(parts.filter(({ usesLine }) => !usesLine)),
    holdsForLine: allOf(parts.filter(({ usesLine }) => usesLine)),
    firstFalse: (facts) => parts.find(({ holds }) => !holds(facts))?.text,
  };
}

function allOf([first, ...others]: readonly Part[]): Part['holds'] | undefined {
  const rest = others.length === 0 ? undefined : allOf(others);
  if (first === undefined || rest === undefined) return first?.holds;
  return (facts) => first.holds(facts) && rest(facts);
}

function partOf(node: ASTNode, whole: string, { environment, compiler }: Language): Part {
  const text = writtenText(node, whole, environment);
  const compiled = compiler.compile(node, new Map());
  if (compiled === undefined) return { text, usesLine: true, holds: interpreted(text, environment) };
  const { read, needs } = compiled;
  return { text, usesLine: needs.has('line'), holds: (facts) => read(facts) === true };
}

function interpreted(text: string, environment: Environment): Part['holds'] {
  const program = environment.parse(text);
  program.check();
  return (facts) => {
    // A missing map entry and the like: the rule is not for this line.
    try {
      return program(facts) === true;
    } catch {
      return false;
    }
  };
}

// The place of a node lacks the parentheses at its edges: as many are put there as make it whole again.
function writtenText(node: ASTNode, whole: string, environment: Environment): string {
  const slice = whole.slice(node.start, node.end);
  for (let lacking = 0; lacking <= LIMITS.maxDepth; lacking += 1) {
    for (let before = 0; before <= lacking; before += 1) {
      const text = `${'('.repeat(before)}${slice}${')'.repeat(lacking - before)}`;
      if (environment.check(text).valid) return text;
    }
  }
  return serialize(node);
}

/** The parts of `a && b && c`, from left to right; the whole when it is no conjunction. */
function conjuncts(node: ASTNode): ASTNode[] {
  return node.op === '&&' ? node.args.flatMap(conjuncts) : [node];
}

function problemOf(error: unknown, text: string): ConditionProblem {
  const { message, range } = (error ?? {}) as { message?: string; range?: { start: number; end: number } };
  // The library draws the place below its message; we give it as numbers.
  const [first = 'is not a condition'] = (message ?? '').split('\n');
  return { message: first, start: range?.start ?? 0, end: range?.end ?? text.length };
}
