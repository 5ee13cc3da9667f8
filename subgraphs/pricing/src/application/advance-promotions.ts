import { enqueue } from '@agora/platform/outbox';
import { advancePromotion } from '../domain/promotions/decide-promotion';
import type { Promotion } from '../domain/promotions/promotion';
import { promotionEvents } from '../events/promotion-events';
import type { EventCause } from '../events/published';
import type { PricingStore, PricingUnit } from './ports';
import { ruleNews } from './rule-news';

/** What the clock of promotions is called in audit entries and events. */
const ACTION = 'promotionClock';

/** What a run of the clock has to know. */
export interface ClockRun {
  readonly now: Date;
  readonly cause: EventCause;
  /** Most that one transaction takes. */
  readonly limit: number;
}

/**
 * Makes the steps that are due: SCHEDULED to ACTIVE at the beginning of the window, ACTIVE to ENDED at its end. State, audit
 * entry and events in one transaction on the locked row, so a step is made and told once, whatever runs at once.
 *
 * @returns the promotions after their step; as many as `limit` when more may be due.
 */
export function advancePromotions(store: PricingStore, run: ClockRun): Promise<readonly Promotion[]> {
  return store.inTransaction(async (unit) => {
    const due = await unit.promotions.lockDue(run.now, run.limit);
    const advanced: Promotion[] = [];
    for (const before of due) advanced.push(...(await advance(unit, before, run)));
    return advanced;
  });
}

async function advance(unit: PricingUnit, before: Promotion, { now, cause }: ClockRun): Promise<Promotion[]> {
  const change = advancePromotion(before, now);
  if (change === undefined) return [];
  const { promotion } = change;
  await unit.promotions.save(promotion);
  const { actor, correlationId } = cause;
  await unit.audit({ actor, correlationId, action: ACTION, entity: `promotion:${promotion.id}` });
  const news = await ruleNews(unit, await unit.rules.ofPromotion(promotion.id), cause);
  await enqueue(unit.queryable, [...promotionEvents(change, cause), ...news]);
  return [promotion];
}
