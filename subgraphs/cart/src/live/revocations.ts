import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import { REVOKED_CHANNEL } from '@agora/platform/auth';
import type { Revocations } from '../application/session-ports';

/**
 * {@link Revocations} over pub/sub. A message that is lost ends nothing at once; what is open then ends at its next
 * reading, because the owner does not show the cart any more.
 */
export function createRevocations(pubsub: PubSub, logger: Logger): Revocations {
  return {
    revoked: (subject) => {
      pubsub.publish(REVOKED_CHANNEL, { subject }).catch((error: unknown) => {
        logger.warn({ err: error }, 'the end of an identity could not be told');
      });
    },
  };
}
