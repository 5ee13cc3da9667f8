import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@agora/platform/logging';
import { startAgora } from '../../packages/all-in-one/src/agora';
import type { Lane } from './lane';
import { PATIENCE } from './patience';
import { createShopDatabases } from './shop-databases';
import { createVisitors } from './visitors';

/** The system of `npm start`: one process, ports in memory, the event log in PostgreSQL. */
export async function startEmbeddedLane(name: 'embedded' | 'embedded-http'): Promise<Lane> {
  const databases = await createShopDatabases();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'agora-lane-'));
  const cleanUp = async (): Promise<void> => {
    await databases.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  const agora = await startAgora({
    port: 0,
    dataDirectory,
    // All guests come from one address.
    env: {
      ...databases.env,
      ...PATIENCE,
      RATE_LIMIT_PER_MINUTE: '0',
      // A shop of one test is asked a few of the client's operations.
      PLAN_WARM_UP_MS: '0',
      COUPON_ATTEMPTS_PER_ADDRESS: '0',
      FULFILLMENT_DELAY_SECONDS: '15',
    },
    roads: name === 'embedded' ? 'in-process' : 'http',
    logger: createLogger({ name: 'lane', level: process.env['LANE_LOG_LEVEL'] ?? 'silent' }),
  }).catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  const url = new URL('/graphql', agora.url).href;
  const visitors = createVisitors(url, agora.auth);
  return {
    name,
    url,
    client: visitors.client,
    token: visitors.token,
    subgraphUrl: (domain) => agora.subgraphUrl(domain),
    partyUrl: (party) => agora.partyUrl(party) ?? '',
    takeDown: async (domain) => {
      await databases.cut(domain);
      return { bringBack: () => databases.restore(domain) };
    },
    environment: { ...databases.env, PAYMENT_URL: agora.paymentUrl },
    rows: databases.rows,
    stop: async () => {
      await visitors.leave();
      await agora.stop();
      await cleanUp();
    },
  };
}
