import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '@agora/platform/database';

const CONFIRMED_ONCE = `SELECT count(*)::int AS orders FROM orders o
  WHERE o.id = ANY ($1::uuid[]) AND o.status = 'CONFIRMED' AND 1 = (
    SELECT count(*) FROM order_status_change c
    WHERE c.order_id = o.id AND c.to_status = 'CONFIRMED' AND c.from_status IS DISTINCT FROM 'CONFIRMED')`;

const COMMITTED = `SELECT count(*)::int AS times, COALESCE(-sum(delta), 0)::int AS units FROM stock_adjustment
  WHERE kind = 'COMMIT' AND reference = ANY ($1::text[])`;

const ASKEW = 'SELECT count(*)::int AS shelves FROM stock WHERE on_hand <> available + held + allocated';

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;

/** @throws Error unless every order is CONFIRMED and became so exactly once. */
export async function checkConfirmedOnce(orders: Queryable, ids: readonly string[]): Promise<void> {
  const [row] = await orders.query<{ orders: number }>(CONFIRMED_ONCE, [ids]);
  if (new Set(ids).size !== ids.length) throw new Error('One order was given for two checkouts.');
  if (row?.orders !== ids.length)
    throw new Error(`Of ${String(ids.length)} orders ${String(row?.orders)} were confirmed exactly once.`);
}

/**
 * Stock follows by event. Of orders of one unit each.
 * @throws Error unless every order took its unit once and what is on the shelves is free or promised.
 */
export async function checkStockAddsUp(inventory: Queryable, ids: readonly string[]): Promise<void> {
  const untilMs = performance.now() + PATIENCE_MS;
  const orders = ids.length;
  let taken = await takenBy(inventory, ids);
  while (taken.times < orders && performance.now() < untilMs) {
    await sleep(LOOK_EVERY_MS);
    taken = await takenBy(inventory, ids);
  }
  if (taken.times !== orders || taken.units !== orders)
    throw new Error(
      `${String(orders)} orders took ${String(taken.units)} units in ${String(taken.times)} times.`,
    );
  const [askew] = await inventory.query<{ shelves: number }>(ASKEW);
  if (askew?.shelves !== 0) throw new Error('What is on a shelf is neither free nor promised.');
}

interface Taken {
  readonly times: number;
  readonly units: number;
}

async function takenBy(inventory: Queryable, ids: readonly string[]): Promise<Taken> {
  const [taken] = await inventory.query<Taken>(COMMITTED, [ids]);
  return taken ?? { times: 0, units: 0 };
}
