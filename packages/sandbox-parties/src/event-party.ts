import type { IncomingMessage } from 'node:http';
import type { Database } from '@agora/platform/database';
import type { EventCodec, EventTransport } from '@agora/platform/eventing';
import { consumerPart, purgeInbox } from '@agora/platform/inbox';
import type { EventHandler } from '@agora/platform/inbox';
import { createPurgeJob, jobsPart } from '@agora/platform/jobs';
import type { Job } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import type { Part } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { DAY_MS } from '@agora/platform/time';
import { createPartyServer } from './http/party-server';
import type { RouteAnswer } from './http/party-server';
import { createPartiesSchema } from './store/parties-schema';

/** What a party needs of the world. */
export interface EventPartyDeps {
  readonly events: EventTransport;
  readonly codec: EventCodec;
  /** The database `parties`; closed by the party. */
  readonly database: Database;
  readonly logger: Logger;
}

/** Where a party listens. */
export interface PartyAddress {
  /** 0 takes any free one. */
  readonly port: number;
  readonly host: string;
}

/** What one party does. */
export interface EventPartyPlan {
  readonly name: string;
  readonly handlers: Readonly<Record<string, EventHandler>>;
  /** Told after the effect of an event has committed. */
  readonly onHandled?: () => void;
  readonly jobs?: readonly Job[];
  readonly parts?: readonly Part[];
  readonly route: (request: IncomingMessage) => Promise<RouteAnswer>;
}

/** An outside party that lives on events. */
export interface EventParty {
  readonly name: string;
  /** Makes its tables, consumes and listens; resolves with its base URL. */
  start(): Promise<string>;
  /** Ends what it does, then its connections. Safe to call when not started. */
  stop(): Promise<void>;
}

// Longer than topics keep their messages.
const INBOX_KEPT_MS = 14 * DAY_MS;

/** A consumer group, its jobs and an HTTP server with `/health`, `/metrics` and the party's own routes. */
export function createEventParty(
  plan: EventPartyPlan,
  address: PartyAddress,
  deps: EventPartyDeps,
): EventParty {
  const { database, logger, events, codec } = deps;
  const { name } = plan;
  const server = createPartyServer({
    ...address,
    name,
    logger,
    route: plan.route,
    health: async () => {
      await database.ping();
      return { party: name };
    },
  });
  let url = '';
  const lifecycle = new Lifecycle(logger).add(
    { name: `${name} database`, start: () => createPartiesSchema(database), stop: () => database.close() },
    ...(plan.parts ?? []),
    consumerPart({
      transport: events,
      codec,
      groupId: `${name}-service-events`,
      database,
      handlers: plan.handlers,
      logger,
      ...(plan.onHandled === undefined ? {} : { onHandled: plan.onHandled }),
    }),
    jobsPart([...(plan.jobs ?? []), purgeOf(database, logger)]),
    {
      name: `${name} server`,
      start: async () => {
        url = await server.start();
      },
      stop: () => server.stop(),
    },
  );
  return {
    name,
    start: async () => {
      await lifecycle.start();
      return url;
    },
    stop: () => lifecycle.stop(),
  };
}

/** One job for all parties: they share the inbox. */
function purgeOf(database: Database, logger: Logger): Job {
  return createPurgeJob({
    name: 'parties-inbox-purge',
    database,
    logger,
    purge: (limit) => purgeInbox(database, INBOX_KEPT_MS, limit),
  });
}
