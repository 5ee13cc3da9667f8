import type { RoundingMode } from '@agora/platform/money';
import { generalObstacle, slotObstacle } from './judge';
import type { Court, Obstacle } from './judge';
import { byPriority, reductionOf } from './price-rule';
import type { PriceRule } from './price-rule';
import type { RuleScope } from './rule-scope';
import { isForContext } from './rule-table';
import type { Slot } from './slot';
import type { TraceReason, Tracer } from './trace';

/** What the engine works with during one quote. */
export interface Engine extends Court {
  readonly rounding: RoundingMode;
  /** Given away by each promotion in this quote so far. */
  readonly spent: Map<string, bigint>;
  readonly trace: Tracer | undefined;
}

/** A rule with the slots it won: it takes from all of them at once. */
export interface Turn {
  readonly rule: PriceRule;
  readonly slots: Slot[];
}

/** The rules of each scope that are for this context, for all skus and by sku, the first to go first. */
export interface Candidates {
  readonly general: readonly PriceRule[];
  readonly bySku: ReadonlyMap<string, readonly PriceRule[]>;
}

/** Whether no rule of a scope can matter here. */
export function hasNone({ general, bySku }: Candidates): boolean {
  return general.length === 0 && bySku.size === 0;
}

/** Narrows all rules to those of a scope that can matter here, by their columns alone; no condition is evaluated. */
export function candidatesOf(scope: RuleScope, engine: Engine): Candidates {
  const general: PriceRule[] = [];
  const bySku = new Map<string, PriceRule[]>();
  for (const rule of engine.table.rules) {
    if (rule.scope !== scope || !isForContext(rule, engine.context)) continue;
    // Nobody asks why not: what cannot apply in this quote is left out before any slot is looked at.
    if (engine.trace === undefined && generalObstacle(rule, engine) !== undefined) continue;
    if (rule.sku === undefined) general.push(rule);
    else bySku.set(rule.sku, [...(bySku.get(rule.sku) ?? []), rule]);
  }
  return { general, bySku };
}

/**
 * Decides which rule gets which slots: a rule that is for a slot competes there with the others of its stack group, and the
 * best deal on the slot's base wins. Turns go by priority, then by id.
 */
export function decideTurns(candidates: Candidates, slots: readonly Slot[], engine: Engine): Turn[] {
  const turns = new Map<PriceRule, Turn>();
  for (const slot of slots) {
    for (const rule of winners(candidates, slot, engine)) {
      const turn = turns.get(rule) ?? { rule, slots: [] };
      turn.slots.push(slot);
      turns.set(rule, turn);
    }
  }
  return [...turns.values()].sort((left, right) => byPriority(left.rule, right.rule));
}

/** Whether a promotion's rule was opened by a code: such turns come after the others. */
export function needsCoupon({ rule }: Turn, engine: Engine): boolean {
  return rule.promotionId !== undefined && engine.openedBy.has(rule.promotionId);
}

/** Tells a decision, if anybody listens. */
export function tell(
  engine: Engine,
  rule: PriceRule,
  slot: Pick<Slot, 'runningMinor'>,
  decision: { readonly reason: TraceReason; readonly detail?: string | undefined; readonly taken?: bigint },
): void {
  if (engine.trace === undefined) return;
  const { currency } = engine.context;
  engine.trace({
    rule,
    reason: decision.reason,
    detail: decision.detail,
    before: { amountMinor: slot.runningMinor, currency },
    after: { amountMinor: slot.runningMinor - (decision.taken ?? 0n), currency },
  });
}

function winners(candidates: Candidates, slot: Slot, engine: Engine): readonly PriceRule[] {
  const forSku = candidates.bySku.get(slot.sku);
  if (candidates.general.length === 0 && forSku === undefined) return NOBODY;
  const contest: Contest = { best: new Map(), alone: [] };
  for (const rule of candidates.general) compete(rule, contest, { slot, engine });
  for (const rule of forSku ?? []) compete(rule, contest, { slot, engine });
  return [...contest.alone, ...contest.best.values()];
}

const NOBODY: readonly PriceRule[] = [];

/** Who leads for a slot so far: by stack group, and those that share no group. */
interface Contest {
  readonly best: Map<string, PriceRule>;
  readonly alone: PriceRule[];
}

function compete(rule: PriceRule, { best, alone }: Contest, at: { slot: Slot; engine: Engine }): void {
  const { slot, engine } = at;
  if (rule.category !== undefined && rule.category !== slot.category) return;
  const obstacle = obstacleOf(rule, slot, engine);
  if (obstacle !== undefined) {
    tell(engine, rule, slot, obstacle);
    return;
  }
  const { stackGroup } = rule;
  if (stackGroup === undefined) {
    alone.push(rule);
    return;
  }
  const rival = best.get(stackGroup);
  if (rival === undefined) {
    best.set(stackGroup, rule);
    return;
  }
  const [winner, loser] = isBetter(rule, rival, at) ? [rule, rival] : [rival, rule];
  best.set(stackGroup, winner);
  tell(engine, loser, slot, { reason: 'LOST_BEST_DEAL', detail: winner.name });
}

function obstacleOf(rule: PriceRule, slot: Slot, engine: Engine): Obstacle | undefined {
  const general = engine.trace === undefined ? undefined : generalObstacle(rule, engine);
  return general ?? slotObstacle(rule, slot);
}

function isBetter(rule: PriceRule, rival: PriceRule, at: { slot: Slot; engine: Engine }): boolean {
  const [mine, its] = [dealOf(rule, at), dealOf(rival, at)];
  return mine === its ? byPriority(rule, rival) < 0 : mine > its;
}

function dealOf(rule: PriceRule, { slot, engine }: { slot: Slot; engine: Engine }): bigint {
  const wanted = reductionOf(rule, slot.baseMinor, slot.units, engine.rounding);
  const { maximumPerLineMinor: most } = rule;
  return most !== undefined && wanted > most ? most : wanted;
}
