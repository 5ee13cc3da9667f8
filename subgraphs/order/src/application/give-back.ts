import type { Logger } from '@agora/platform/logging';
import type { Order } from '../domain/order';
import type { Carts } from './ports';

export type GiveCartBack = (order: Pick<Order, 'id' | 'cartId'>, reason: string) => Promise<void>;

/**
 * Unlocks a cancelled order's cart right away, so that the shopper need not wait for the event. Never throws: the
 * event `order.status.changed.v1` does the same for certain.
 */
export function giveCartBack(deps: { readonly carts: Carts; readonly logger: Logger }): GiveCartBack {
  return async (order, reason) => {
    if (order.cartId === null) return;
    try {
      await deps.carts.unlock(
        { operationId: order.id, cartId: order.cartId, orderId: order.id, reason },
        null,
      );
    } catch (error) {
      deps.logger.warn(
        { err: error, orderId: order.id, cartId: order.cartId },
        'cart is unlocked by the event instead',
      );
    }
  };
}
