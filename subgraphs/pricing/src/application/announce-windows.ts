import { enqueue } from '@agora/platform/outbox';
import { tiersAt } from '../domain/price';
import type { Price } from '../domain/price';
import { priceUpdated } from '../events/published';
import type { PriceNews } from '../events/published';
import type { ClockRun } from './advance-promotions';
import type { PricingStore, PricingUnit } from './ports';
import type { TurnedPrice } from './repositories';
import { newsForMany, ruleNews } from './rule-news';

/** How many windows were told of, and whether there may be more. */
export interface AnnouncedWindows {
  readonly count: number;
  readonly isMoreDue: boolean;
}

/**
 * Tells of prices and of rules whose window began or ended and of which nobody was told yet. What was told is written
 * down in the same transaction: each beginning and each end is told once, also when it was committed late.
 *
 * Up to `limit` prices and as many rules at a time.
 */
export function announceWindows(store: PricingStore, run: ClockRun): Promise<AnnouncedWindows> {
  const { now, cause, limit } = run;
  return store.inTransaction(async (unit) => {
    const turned = await unit.prices.turnDue(now, limit);
    const rules = await unit.rules.turnDue(now, limit);
    const prices = turned.map((one) => priceUpdated(newsOf(one, now), cause));
    const changed = await live(unit, rules);
    const forMany = changed.flatMap((rule) => newsForMany(rule, [rule], cause));
    await enqueue(unit.queryable, [...prices, ...(await ruleNews(unit, changed, cause)), ...forMany]);
    return {
      count: turned.length + rules.length,
      isMoreDue: Math.max(turned.length, rules.length) === limit,
    };
  });
}

/** What counts in the tier now: the price itself while its window is open, else what took its place. */
function newsOf({ price, currency, others }: TurnedPrice, now: Date): PriceNews {
  const reason = hasEnded(price, now) ? 'WINDOW_ENDED' : 'WINDOW_BEGAN';
  const counting = tiersAt([price, ...others], now).find(
    ({ minimumQuantity }) => minimumQuantity === price.minimumQuantity,
  );
  return { price: counting ?? price, currency, reason };
}

function hasEnded({ validUntil }: Price, now: Date): boolean {
  return validUntil !== undefined && validUntil <= now;
}

type TurnedRules = Awaited<ReturnType<PricingUnit['rules']['turnDue']>>;

/** Rules of a promotion that is not active change nothing. */
async function live(unit: PricingUnit, rules: TurnedRules): Promise<TurnedRules> {
  const ids = rules.flatMap(({ promotionId }) => promotionId ?? []);
  const active = ids.length === 0 ? new Set<string>() : await unit.promotions.active(ids);
  return rules.filter(({ promotionId }) => promotionId === undefined || active.has(promotionId));
}
