import { SECOND_MS, sleep } from '@agora/platform/time';
import { Findings } from './findings';
import type { Violation } from './findings';
import type { AuditedWorld, Rule } from './rule';

/** What became of one rule. */
export interface RuleOutcome {
  readonly rule: string;
  /** What must hold. */
  readonly holds: string;
  /** How many things were looked at. */
  readonly checked: number;
  /** How many violations there are. */
  readonly total: number;
  /** The first hundred of them. */
  readonly violations: readonly Violation[];
  /** Why it was not checked; undefined when it was. */
  readonly unchecked?: string;
  /** Whether it should have been checked and could not be. */
  readonly isFailed: boolean;
}

export interface AuditReport {
  readonly at: Date;
  readonly outcomes: readonly RuleOutcome[];
  /** Over all rules. */
  readonly violations: number;
  /** No violation, and every rule that could be checked was. */
  readonly isClean: boolean;
}

export interface AuditOptions {
  readonly rules: readonly Rule[];
  /** Between the two looks. Default 10 s. 0: one look, for a system where nothing is under way. */
  readonly secondLookSeconds?: number;
  /** Gives up between two rules. */
  readonly signal?: AbortSignal;
}

const MOST_REPORTED = 100;
const SECOND_LOOK_SECONDS = 10;

/**
 * Checks the rules one after the other, and those that found something once more some seconds later: a violation is what both
 * looks have found. Reads only. A rule that cannot be checked says why and does not hold up the others.
 * @throws Error (AbortError) when `signal` aborts.
 */
export async function audit(world: AuditedWorld, options: AuditOptions): Promise<AuditReport> {
  const { rules, signal, secondLookSeconds = SECOND_LOOK_SECONDS } = options;
  const at = new Date();
  const looks: Look[] = [];
  for (const rule of rules) looks.push(await look(world, rule, signal));
  if (secondLookSeconds > 0 && looks.some(hasFound)) {
    await sleep(secondLookSeconds * SECOND_MS, ...(signal === undefined ? [] : [signal]));
    for (const [index, first] of looks.entries())
      if (hasFound(first)) looks[index] = lastingIn(first, await look(world, first.rule, signal));
  }
  const outcomes = looks.map(outcomeOf);
  const violations = outcomes.reduce((sum, { total }) => sum + total, 0);
  const isClean = violations === 0 && !outcomes.some(({ isFailed }) => isFailed);
  return { at, outcomes, violations, isClean };
}

interface Look {
  readonly rule: Rule;
  readonly findings: Findings;
  readonly unchecked?: string;
  readonly isFailed: boolean;
}

async function look(world: AuditedWorld, rule: Rule, signal: AbortSignal | undefined): Promise<Look> {
  signal?.throwIfAborted();
  const findings = new Findings(rule.name);
  const missing = whatIsMissing(world, rule);
  if (missing !== undefined) return { rule, findings, unchecked: missing, isFailed: false };
  try {
    await rule.check(world, findings);
    return { rule, findings, isFailed: false };
  } catch (error) {
    const unchecked = error instanceof Error ? error.message : 'it failed';
    return { rule, findings: new Findings(rule.name), unchecked, isFailed: true };
  }
}

function whatIsMissing(world: AuditedWorld, { databases, needs }: Rule): string | undefined {
  const unknown = databases.filter((domain) => !world.databases.has(domain));
  if (unknown.length > 0) return `the database of ${unknown.join(', ')} is not known`;
  if (needs === 'payments' && world.payments === undefined) return 'the payment party is not known';
  if (needs === 'topics' && world.topics === undefined) return 'the topics are not known';
  return undefined;
}

function hasFound({ findings }: Look): boolean {
  return findings.total > 0;
}

function lastingIn(first: Look, second: Look): Look {
  return second.isFailed ? second : { ...second, findings: second.findings.alsoIn(first.findings) };
}

function outcomeOf({ rule, findings, unchecked, isFailed }: Look): RuleOutcome {
  return {
    rule: rule.name,
    holds: rule.holds,
    checked: findings.checked,
    total: findings.total,
    violations: findings.violations.slice(0, MOST_REPORTED),
    ...(unchecked === undefined ? {} : { unchecked }),
    isFailed,
  };
}
