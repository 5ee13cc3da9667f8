import type { Database } from '@agora/platform/database';
import { counter, gauge } from '@agora/platform/metrics';
import type { Clock } from '@agora/platform/time';
import type { CartNews } from '../application/ports';
import type { CartTerms } from '../domain/cart-life';
import { countOpenCarts } from '../persistence/count-carts';
import { sweepCarts } from '../persistence/sweep-carts';
import { backgroundTrail } from '../application/trail';

const stations = counter({
  name: 'cart_abandonment_total',
  help: 'Carts that were left alone, taken up again, or ended by time',
  labelNames: ['result'],
});
const open = gauge({
  name: 'cart_active_total',
  help: 'Carts in use, as counted last',
});
const items = gauge({
  name: 'cart_items_total',
  help: 'Units in the carts in use, as counted last',
});
const value = gauge({
  name: 'cart_value_total',
  help: 'Value of the carts in use at their last quotes, smallest unit of the currency, as counted last',
  labelNames: ['currency'],
});

export interface SweeperDeps {
  /** Of background work: its statements are not counted for requests. */
  readonly database: Database;
  readonly terms: CartTerms;
  readonly news: CartNews;
  readonly clock: Clock;
}

/** Notes that a cart which was left alone is in use again. */
export function noteReturn(): void {
  stations.inc({ result: 'returned' });
}

/**
 * One batch of carts whose timer has run out: abandons and expires what is due, sets the timer of the rest. Safe in several
 * processes; a process that dies in it has done nothing.
 * @returns whether there may be more.
 */
export async function sweepOnce(
  { database, terms, news, clock }: SweeperDeps,
  limit: number,
): Promise<{ readonly isMoreDue: boolean }> {
  const swept = await sweepCarts(database, terms, { limit, now: clock.now(), trail: backgroundTrail() });
  stations.inc({ result: 'abandoned' }, swept.abandoned.length);
  stations.inc({ result: 'expired' }, swept.expired.length);
  for (const cart of [...swept.abandoned, ...swept.expired]) news.committed(cart.id, cart.version);
  return { isMoreDue: swept.seen === limit };
}

/** Counts the carts in use for the metrics of this process. */
export async function countOnce(database: Database): Promise<void> {
  const counted = await countOpenCarts(database);
  open.set(counted.reduce((sum, { carts }) => sum + carts, 0));
  items.set(counted.reduce((sum, { units }) => sum + units, 0));
  value.reset();
  for (const { currency, valueMinor } of counted) value.set({ currency }, Number(valueMinor));
}
