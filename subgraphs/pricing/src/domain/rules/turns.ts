import type { RoundingMode } from '@agora/platform/money';
import { generalObstacle, isForQuote, isForSlot, slotObstacle } from './judge';
import type { Court } from './judge';
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

/** The rules of a scope that can matter in this quote. */
export interface Candidates {
  readonly isEmpty: boolean;
  /** For all skus. */
  readonly general: readonly PriceRule[];
  /** For one sku alone. */
  ofSku(sku: string): readonly PriceRule[];
}

/**
 * Narrows the rules of a scope by what is the same for the whole quote: their columns and, when nobody listens, their windows,
 * promotions and what their conditions say without a line.
 */
export function candidatesOf(scope: RuleScope, engine: Engine): Candidates {
  const { general, bySku } = engine.table.rulesOf(scope);
  const isCandidate = (rule: PriceRule): boolean =>
    isForContext(rule, engine.context) && (engine.trace !== undefined || isForQuote(rule, engine));
  const candidates = general.filter(isCandidate);
  return {
    isEmpty: candidates.length === 0 && bySku.size === 0,
    general: candidates,
    ofSku: (sku) => bySku.get(sku)?.filter(isCandidate) ?? [],
  };
}

/**
 * Decides which rule gets which slots: a rule that is for a slot competes there with the others of its stack group, and the
 * best deal on the slot's base wins. Turns go by priority, then by id.
 */
export function decideTurns(candidates: Candidates, slots: readonly Slot[], engine: Engine): Turn[] {
  const contests = slots.map((slot): Contest => ({ slot, alone: [], best: new Map() }));
  // A rule goes through all slots before the next one does: its condition is at hand for all of them.
  for (const rule of candidates.general) {
    for (const contest of contests) enter(rule, contest, engine);
  }
  for (const contest of contests) {
    for (const rule of candidates.ofSku(contest.slot.sku)) enter(rule, contest, engine);
  }
  return turnsOf(contests);
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

/** The rules that are for a slot, as far as they were looked at. */
interface Contest {
  readonly slot: Slot;
  readonly alone: PriceRule[];
  /** By stack group. */
  readonly best: Map<string, Deal>;
}

/** A rule with what it would take of a slot. */
interface Deal {
  readonly rule: PriceRule;
  readonly reduction: bigint;
}

function enter(rule: PriceRule, { slot, alone, best }: Contest, engine: Engine): void {
  if (rule.category !== undefined && rule.category !== slot.category) return;
  if (!isFor(rule, slot, engine)) return;
  const { stackGroup } = rule;
  if (stackGroup === undefined) {
    alone.push(rule);
    return;
  }
  const rival = best.get(stackGroup);
  const deal = { rule, reduction: reductionIn(slot, rule, engine) };
  const hasWon = rival === undefined || isBetter(deal, rival);
  if (hasWon) best.set(stackGroup, deal);
  if (rival === undefined) return;
  const [winner, loser] = hasWon ? [rule, rival.rule] : [rival.rule, rule];
  tell(engine, loser, slot, { reason: 'LOST_BEST_DEAL', detail: winner.name });
}

function turnsOf(contests: readonly Contest[]): Turn[] {
  const turns = new Map<PriceRule, Turn>();
  const win = (rule: PriceRule, slot: Slot): void => {
    const turn = turns.get(rule);
    if (turn === undefined) turns.set(rule, { rule, slots: [slot] });
    else turn.slots.push(slot);
  };
  for (const { slot, alone, best } of contests) {
    for (const rule of alone) win(rule, slot);
    for (const { rule } of best.values()) win(rule, slot);
  }
  return [...turns.values()].sort((left, right) => byPriority(left.rule, right.rule));
}

function isFor(rule: PriceRule, slot: Slot, engine: Engine): boolean {
  // Nobody asks why not, and what is about the whole quote was looked at before.
  if (engine.trace === undefined) return isForSlot(rule, slot);
  const obstacle = generalObstacle(rule, engine) ?? slotObstacle(rule, slot);
  if (obstacle !== undefined) tell(engine, rule, slot, obstacle);
  return obstacle === undefined;
}

function isBetter(one: Deal, other: Deal): boolean {
  return one.reduction === other.reduction
    ? byPriority(one.rule, other.rule) < 0
    : one.reduction > other.reduction;
}

function reductionIn(slot: Slot, rule: PriceRule, engine: Engine): bigint {
  const wanted = reductionOf(rule, slot.baseMinor, slot.units, engine.rounding);
  const { maximumPerLineMinor: most } = rule;
  return most !== undefined && wanted > most ? most : wanted;
}
