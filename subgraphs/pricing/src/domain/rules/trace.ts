import type { Money } from '@agora/platform/money';
import type { PriceRule } from './price-rule';

/** What became of a rule that was looked at. */
export const TRACE_REASONS = [
  'MATCHED',
  'WINDOW',
  'USAGE',
  'CONDITION',
  'EXCLUDED',
  'LOST_BEST_DEAL',
  'STOPPED_BY_EXCLUSIVE',
  'FLOOR',
] as const;
export type TraceReason = (typeof TRACE_REASONS)[number];

/** One decision of the engine. */
export interface RuleDecision {
  readonly rule: PriceRule;
  readonly reason: TraceReason;
  /** What stood in its way: the part of its condition, the other rule, the limit. */
  readonly detail: string | undefined;
  /** The amount it was offered, and what it left: equal unless it matched. */
  readonly before: Money;
  readonly after: Money;
}

/** Told every decision, in the order they are made. Never changes what is decided. */
export type Tracer = (decision: RuleDecision) => void;
