import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import type { PubSub } from '@agora/platform/pubsub';
import type { CartNews } from '../application/ports';

const pokes = counter({
  name: 'cart_live_pokes_total',
  help: 'Messages that told watchers of a committed cart version',
  labelNames: ['result'],
});

/** The channel of one cart (the port adds its prefix); the gateway builds the same name from the `@live` directive. */
export function cartChannel(cartId: string): string {
  return `cart.${cartId}`;
}

/** Sends `{ id, version }` to whoever watches the cart. @throws when pub/sub is not reachable. */
export async function pokeCart(pubsub: PubSub, cartId: string, version: number): Promise<void> {
  try {
    await pubsub.publish(cartChannel(cartId), { id: cartId, version });
    pokes.inc({ result: 'sent' });
  } catch (error) {
    pokes.inc({ result: 'failed' });
    throw error;
  }
}

/** Who in this process wants to know of commits. */
export interface CommitListeners {
  /** There are events to send. */
  readonly wakeRelay: () => void;
  readonly estimated: (cartId: string) => void;
}

/** {@link CartNews} over pub/sub. A lost poke is sent again by the relay before the event's row is deleted. */
export function createCartNews(
  pubsub: PubSub,
  { wakeRelay, estimated }: CommitListeners,
  logger: Logger,
): CartNews {
  return {
    estimated,
    committed: (cartId, version) => {
      wakeRelay();
      pokeCart(pubsub, cartId, version).catch((error: unknown) => {
        logger.warn({ err: error, cartId }, 'watchers were not told; the relay tells them again');
      });
    },
  };
}
