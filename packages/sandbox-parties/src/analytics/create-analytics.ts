import type { TokenVerifier } from '@agora/platform/auth';
import { createJob } from '@agora/platform/jobs';
import { SECOND_MS } from '@agora/platform/time';
import { createEventParty } from '../event-party';
import type { EventParty, EventPartyDeps, PartyAddress } from '../event-party';
import { analyticsHandlers } from './handlers';
import { readReport } from './report';
import { showReport } from './report-metrics';
import { routeReport } from './route-report';

const SHOW_EVERY_MS = 15 * SECOND_MS;

/** Counts what the shop sells. @param auth Says who is staff. */
export function createAnalytics(
  deps: EventPartyDeps,
  address: PartyAddress,
  auth: TokenVerifier,
): EventParty {
  const { database, logger } = deps;
  const showing = createJob({
    name: 'analytics-metrics',
    database,
    everyMs: SHOW_EVERY_MS,
    logger,
    run: async () => showReport(await readReport(database)),
  });
  return createEventParty(
    {
      name: 'analytics',
      handlers: analyticsHandlers(),
      jobs: [showing],
      route: (request) => routeReport({ database, auth }, request),
    },
    address,
    deps,
  );
}
