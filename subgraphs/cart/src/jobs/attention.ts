import type { Database } from '@agora/platform/database';
import { createJob } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import { SECOND_MS } from '@agora/platform/time';
import type { CartNews } from '../application/ports';
import { refreshCart } from '../application/refresh-cart';
import type { RefreshCartDeps } from '../application/refresh-cart';
import { dueAttention, settleAttention } from '../persistence/cart-attention';
import type { Attention } from '../persistence/cart-attention';

const refreshed = counter({
  name: 'cart_refreshed_total',
  help: 'Carts looked at again because a price, stock or a variant of theirs changed elsewhere',
  labelNames: ['result'],
});

// What calls wakes the job; this is for calls of other processes, and for those that were put off.
const EVERY_MS = 5 * SECOND_MS;
const BATCH = 100;
const AT_ONCE = 8;

export interface AttentionDeps extends RefreshCartDeps {
  readonly database: Database;
  readonly news: CartNews;
  readonly logger: Logger;
}

/**
 * Looks again at the carts that something outside has touched, the longest waiting first, in batches. A cart that could not
 * be looked at now waits at the end of the queue; one that was touched again meanwhile stays in it.
 */
export function attentionJob(deps: AttentionDeps): Job {
  const { database, logger } = deps;
  return createJob({
    name: 'cart-attention',
    database,
    everyMs: EVERY_MS,
    logger,
    run: async () => {
      const due = await dueAttention(database, BATCH);
      for (let at = 0; at < due.length; at += AT_ONCE) {
        await Promise.all(due.slice(at, at + AT_ONCE).map((one) => look(deps, one)));
      }
      return { isMoreDue: due.length === BATCH };
    },
  });
}

async function look(deps: AttentionDeps, call: Attention): Promise<void> {
  const { cartId } = call;
  try {
    const outcome = await refreshCart(deps, cartId);
    if (typeof outcome === 'number') deps.news.committed(cartId, outcome);
    refreshed.inc({ result: typeof outcome === 'number' ? 'committed' : outcome });
    await settleAttention(deps.database, call, outcome === 'moved' ? 'again' : 'done');
  } catch (error) {
    refreshed.inc({ result: 'failed' });
    deps.logger.warn({ err: error, cartId }, 'cart could not be looked at again');
    await settleAttention(deps.database, call, 'again');
  }
}
