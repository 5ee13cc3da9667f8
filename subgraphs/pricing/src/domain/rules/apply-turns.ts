import { prorate } from './prorate';
import { isNamed, reductionOf } from './price-rule';
import type { PriceRule } from './price-rule';
import type { Obstacle } from './judge';
import { capacityOf, take } from './slot';
import type { Slot } from './slot';
import { tell } from './turns';
import type { Engine, Turn } from './turns';

/** Rules of PRICE, CATALOG and LINE, one after another: each takes from the slots it won. */
export function applyToSlots(turns: readonly Turn[], engine: Engine): void {
  for (const { rule, slots } of turns) {
    const open = withoutObstacle(rule, slots, engine);
    const wanted = open.map((slot) => wantedOf(rule, slot, engine));
    giveAway(rule, open, { engine, parts: cappedForOrder(rule, wanted) });
  }
}

/** Rules of ORDER, one after another: each takes from the sum of the lines, and every line bears its part. */
export function applyToOrder(turns: readonly Turn[], lines: readonly Slot[], engine: Engine): void {
  for (const { rule } of turns) {
    const open = withoutObstacle(rule, lines, engine);
    const running = open.reduce((sum, slot) => sum + slot.runningMinor, 0n);
    const wanted = atMost(reductionOf(rule, running, 1, engine.rounding), rule.maximumPerOrderMinor);
    const bearers = open.map((slot) => ({ weight: slot.runningMinor, capacity: capacityOf(slot) }));
    giveAway(rule, open, { engine, parts: wanted > 0n ? prorate(wanted, bearers) : open.map(() => 0n) });
  }
}

function giveAway(
  rule: PriceRule,
  slots: readonly Slot[],
  { engine, parts }: { readonly engine: Engine; readonly parts: readonly bigint[] },
): void {
  const total = parts.reduce((sum, part) => sum + part, 0n);
  const limit = budgetObstacle(rule, total, engine);
  for (const [index, slot] of slots.entries()) {
    const part = parts[index] ?? 0n;
    if (limit !== undefined) tell(engine, rule, slot, limit);
    else if (part === 0n) tell(engine, rule, slot, { reason: 'FLOOR', detail: 'nothing is left to take' });
    else {
      tell(engine, rule, slot, { reason: 'MATCHED', taken: part });
      take(slot, rule, part);
    }
  }
  const { promotionId } = rule;
  if (limit === undefined && promotionId !== undefined)
    engine.spent.set(promotionId, (engine.spent.get(promotionId) ?? 0n) + total);
}

// All or nothing: a promotion that can pay only a part of what it promises pays nothing.
function budgetObstacle(rule: PriceRule, total: bigint, engine: Engine): Obstacle | undefined {
  const promotion = rule.promotionId === undefined ? undefined : engine.table.promotion(rule.promotionId);
  if (promotion?.budgetMinor === undefined) return undefined;
  const spent = promotion.usage.spentMinor + (engine.spent.get(promotion.id) ?? 0n);
  return spent + total > promotion.budgetMinor
    ? { reason: 'USAGE', detail: 'the budget does not reach' }
    : undefined;
}

function wantedOf(rule: PriceRule, slot: Slot, engine: Engine): bigint {
  const wanted = atMost(
    reductionOf(rule, slot.runningMinor, slot.units, engine.rounding),
    rule.maximumPerLineMinor,
  );
  const capacity = capacityOf(slot);
  return wanted > capacity ? capacity : wanted;
}

function cappedForOrder(rule: PriceRule, wanted: readonly bigint[]): readonly bigint[] {
  const total = wanted.reduce((sum, part) => sum + part, 0n);
  const { maximumPerOrderMinor: most } = rule;
  if (most === undefined || total <= most) return wanted;
  return prorate(
    most,
    wanted.map((part) => ({ weight: part, capacity: part })),
  );
}

function atMost(wanted: bigint, most: bigint | undefined): bigint {
  return most !== undefined && wanted > most ? most : wanted;
}

function withoutObstacle(rule: PriceRule, slots: readonly Slot[], engine: Engine): Slot[] {
  return slots.filter((slot) => {
    const obstacle = combinationObstacle(rule, slot);
    if (obstacle !== undefined) tell(engine, rule, slot, obstacle);
    return obstacle === undefined;
  });
}

/** What was applied to the slot before and does not go together with this rule. */
function combinationObstacle(rule: PriceRule, { taken }: Slot): Obstacle | undefined {
  const stopper = taken.find((before) => before.rule.exclusive);
  if (stopper !== undefined) return { reason: 'STOPPED_BY_EXCLUSIVE', detail: stopper.rule.name };
  const [first] = taken;
  if (rule.exclusive && first !== undefined) return { reason: 'EXCLUDED', detail: first.rule.name };
  const enemy = taken.find(
    (before) => isNamed(before.rule, rule.excludes) || isNamed(rule, before.rule.excludes),
  );
  if (enemy !== undefined) return { reason: 'EXCLUDED', detail: enemy.rule.name };
  const isMissingPart =
    rule.includes.length > 0 && !taken.some((before) => isNamed(before.rule, rule.includes));
  return isMissingPart ? { reason: 'EXCLUDED', detail: `needs ${rule.includes.join(' or ')}` } : undefined;
}
