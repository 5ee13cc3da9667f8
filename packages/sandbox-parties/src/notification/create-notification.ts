import { createEventParty } from '../event-party';
import type { EventParty, EventPartyDeps, PartyAddress } from '../event-party';
import { notificationHandlers } from './handlers';
import { routeMessages } from './route-messages';

/** Writes the mails of a shop as rows, once each. */
export function createNotification(deps: EventPartyDeps, address: PartyAddress): EventParty {
  return createEventParty(
    {
      name: 'notification',
      handlers: notificationHandlers(),
      route: (request) => routeMessages(deps.database, request),
    },
    address,
    deps,
  );
}
