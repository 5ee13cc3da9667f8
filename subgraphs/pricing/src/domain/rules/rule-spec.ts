import { compileCondition, isProblem } from './condition';
import type { Condition, ConditionProblem } from './condition';
import type { PriceRule } from './price-rule';

/** A rule as it is stored: its condition is text. */
export interface RuleSpec extends Omit<PriceRule, 'condition'> {
  readonly condition: string | undefined;
}

/** The rule ready to be evaluated, or what is wrong with its condition. */
export function compileRule(spec: RuleSpec): PriceRule | ConditionProblem {
  if (spec.condition === undefined) return { ...spec, condition: undefined };
  const condition = compileCondition(spec.condition, spec.scope);
  return isProblem(condition) ? condition : { ...spec, condition };
}

/** Compiles each version of a rule once, however often it is read. Rules whose condition is wrong are left out. */
export class RuleCompiler {
  private readonly known = new Map<
    string,
    { readonly version: number; readonly condition: Condition | undefined }
  >();

  compile(spec: RuleSpec): PriceRule | undefined {
    const before = this.known.get(spec.id);
    if (before?.version === spec.version) return { ...spec, condition: before.condition };
    const rule = compileRule(spec);
    if ('start' in rule) return undefined;
    this.known.set(spec.id, { version: spec.version, condition: rule.condition });
    return rule;
  }
}
