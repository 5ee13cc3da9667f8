import { createJob } from '@agora/platform/jobs';
import { createRelay } from '@agora/platform/outbox';
import { SECOND_MS } from '@agora/platform/time';
import { createEventParty } from '../event-party';
import type { EventParty, EventPartyDeps, PartyAddress } from '../event-party';
import { fulfillmentHandlers } from './handlers';
import { shipDue } from './shipments';

const NAME = 'fulfillment';
const BATCH = 100;

/** Ships CONFIRMED orders after a while, unless they are cancelled or put under review before. @param delayMs The while. */
export function createFulfillment(deps: EventPartyDeps, address: PartyAddress, delayMs: number): EventParty {
  const { database, logger } = deps;
  const relay = createRelay({
    name: NAME,
    database,
    transport: deps.events,
    codec: deps.codec,
    logger,
  });
  const shipping = createJob({
    name: 'fulfillment-shipping',
    database,
    everyMs: SECOND_MS,
    logger,
    run: async () => {
      const shipped = await shipDue(database, BATCH);
      if (shipped > 0) relay.wake();
      return { isMoreDue: shipped === BATCH };
    },
  });
  return createEventParty(
    {
      name: NAME,
      handlers: fulfillmentHandlers(delayMs),
      onHandled: () => shipping.wake(),
      jobs: [shipping],
      parts: [{ name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() }],
      route: async () => ({ status: 404, body: { error: 'no_such_route' } }),
    },
    address,
    deps,
  );
}
