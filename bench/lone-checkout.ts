import { createCheckoutWorld } from '../subgraphs/order/src/application/checkout-world.suite';
import { checkConfirmedOnce } from './check-orders';
import type { OrderTarget } from './measure/orders';

export interface LoneCheckout extends OrderTarget {
  /** @throws Error unless every order is CONFIRMED and became so exactly once. */
  check(orderIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const PLENTY = 10_000_000;

/**
 * The checkout use case alone: its own statements on a database of its own on the server of `AGORA_TEST_POSTGRES_URL`, and the
 * payment party over HTTP. Cart, prices and stock are in memory; there is no GraphQL, no gateway and no event.
 */
export async function openLoneCheckout(name: string): Promise<LoneCheckout> {
  const world = await createCheckoutWorld();
  for (const sku of world.inventory.available.keys()) world.inventory.available.set(sku, PLENTY);
  return {
    name,
    openCheckout: async () => {
      const session = await world.openSession();
      return {
        confirm: async () => {
          const { orderId, refusals } = await world.checkout.complete(
            session.completion('tok_ok'),
            session.guest,
          );
          if (orderId === null) throw new Error(`No order: ${refusals[0]?.kind ?? 'no reason'}`);
          return orderId;
        },
      };
    },
    check: (orderIds) => checkConfirmedOnce(world.database, orderIds),
    close: () => world.close(),
  };
}
