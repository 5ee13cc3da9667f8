import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import type { PubSub } from '@agora/platform/pubsub';
import type { OrderNews } from '../application/ports';

const pokes = counter({
  name: 'order_live_pokes_total',
  help: 'Messages that told watchers of a committed order version',
  labelNames: ['result'],
});

/** The channel of one order (the port adds its prefix); the gateway builds the same name from the `@live` directive. */
export function orderChannel(orderId: string): string {
  return `order.${orderId}`;
}

/** Sends `{ id, version }` to whoever watches the order. @throws when pub/sub is not reachable. */
export async function pokeOrder(pubsub: PubSub, orderId: string, version: number): Promise<void> {
  try {
    await pubsub.publish(orderChannel(orderId), { id: orderId, version });
    pokes.inc({ result: 'sent' });
  } catch (error) {
    pokes.inc({ result: 'failed' });
    throw error;
  }
}

/** {@link OrderNews} over pub/sub. A lost poke is sent again by the relay before the event's row is deleted. */
export function createOrderNews(pubsub: PubSub, wakeRelay: () => void, logger: Logger): OrderNews {
  return {
    committed: (orderId, version) => {
      wakeRelay();
      pokeOrder(pubsub, orderId, version).catch((error: unknown) => {
        logger.warn({ err: error, orderId }, 'watchers were not told; the relay tells them again');
      });
    },
  };
}
