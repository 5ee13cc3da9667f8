import type { TokenVerifier } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Ports } from '@agora/platform/ports';
import { createAnalytics } from './analytics/create-analytics';
import type { EventPartiesConfig } from './config';
import type { EventParty, EventPartyDeps } from './event-party';
import { createFulfillment } from './fulfillment/create-fulfillment';
import { createNotification } from './notification/create-notification';

/** The parties that live on events alone. */
export const EVENT_PARTIES = ['notification', 'fulfillment', 'analytics'] as const;
export type EventPartyName = (typeof EVENT_PARTIES)[number];

const CONNECTIONS = 8;

/** Builds one of them. Connects to nothing before it is started. @param auth Says who is staff. */
export function buildEventParty(
  name: EventPartyName,
  config: EventPartiesConfig,
  {
    ports,
    auth,
  }: { readonly ports: Pick<Ports, 'events' | 'codec' | 'logger'>; readonly auth: TokenVerifier },
): EventParty {
  const deps: EventPartyDeps = {
    events: ports.events,
    codec: ports.codec,
    database: createDatabase({
      url: config.databaseUrl,
      name: `${name}-background`,
      maxConnections: CONNECTIONS,
    }),
    logger: ports.logger.child({ party: name }),
  };
  const address = { port: config.ports[name], host: config.host };
  switch (name) {
    case 'notification':
      return createNotification(deps, address);
    case 'fulfillment':
      return createFulfillment(deps, address, config.fulfillmentDelayMs);
    case 'analytics':
      return createAnalytics(deps, address, auth);
  }
}
