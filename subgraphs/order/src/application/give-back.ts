import { newId } from '@agora/platform/ids';
import type { Logger } from '@agora/platform/logging';
import { SECOND_MS, deadlineAfter } from '@agora/platform/time';
import type { Order } from '../domain/order';
import type { CallContext, Carts, Inventory, Pricing } from './ports';

/** Gives back what an order took. Never throws: an event does the same for certain. */
export type GiveBack = (order: Pick<Order, 'id' | 'cartId'>, reason: string) => Promise<void>;

// A shopper waits for the answer meanwhile, and the event comes anyway.
const RELEASE_MS = SECOND_MS;

/** Unlocks the cart of an attempt that has taken nothing else. */
export function giveCartBack(deps: { readonly carts: Carts; readonly logger: Logger }): GiveBack {
  return async (order, reason) => {
    const { id: orderId, cartId } = order;
    if (cartId === null) return;
    try {
      await deps.carts.unlock({ operationId: orderId, cartId, orderId, reason }, null);
    } catch (error) {
      deps.logger.warn({ err: error, orderId, cartId }, 'cart is unlocked by the event instead');
    }
  };
}

export interface GiveOrderBackDeps {
  readonly giveCartBack: GiveBack;
  readonly inventory: Pick<Inventory, 'release'>;
  readonly pricing: Pick<Pricing, 'release'>;
  readonly logger: Logger;
}

/**
 * Gives back at once all that a cancelled order took: cart, stock and uses of promotions, so that the next attempt
 * can have the last unit and the single-use coupon again. Waits a second for stock and promotions; what fails is left
 * to `order.status.changed.v1`, which releases all of it once more without effect.
 */
export function giveOrderBack({ giveCartBack, inventory, pricing, logger }: GiveOrderBackDeps): GiveBack {
  return async (order, reason) => {
    const { id: orderId } = order;
    const context = shortly();
    const release = async (what: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (error) {
        logger.warn({ err: error, orderId, what }, 'released by the event instead');
      }
    };
    await Promise.all([
      giveCartBack(order, reason),
      release('stock', () => inventory.release({ orderId, reason }, context)),
      release('promotions', () => pricing.release(orderId, context)),
    ]);
  };
}

function shortly(): CallContext {
  return { deadline: deadlineAfter(RELEASE_MS), forwardHeaders: {}, correlationId: newId() };
}
