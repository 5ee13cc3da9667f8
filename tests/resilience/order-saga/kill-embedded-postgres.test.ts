// The system of `npm start` on a PostgreSQL of its own, which also has the event log. A step of the saga waits for a lock, so
// that it is under way for certain; then the server is killed, and everything in the process has to find it again.
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { Client } from 'pg';
import type { SeedDomain } from '../../../scripts/seed/seed-all';
import { startEmbeddedLane } from '../../lanes/embedded-lane';
import type { Lane } from '../../lanes/lane';
import { startOwnPostgres } from '../../lanes/own-servers';
import { pay } from '../../lanes/paying';
import { expectCleanAudit, expectDecided, expectRetriable, faultOf, readyToPay } from './deciding';

let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
let lane: Lane;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  process.env['AGORA_TEST_POSTGRES_URL'] = postgres.address;
  lane = await startEmbeddedLane('embedded');
}, 120_000);
afterAll(async () => {
  await lane.stop();
  await postgres.stop();
});

/** The table that a step writes to. */
const WRITES = {
  'verify-quote': ['order', 'checkout_session'],
  'lock-cart': ['cart', 'cart'],
  'place-order': ['order', 'orders'],
  'allocate-stock': ['inventory', 'stock'],
  'hold-promotions': ['pricing', 'redemption'],
} as const satisfies Readonly<Record<string, readonly [SeedDomain, string]>>;
const STEPS = Object.keys(WRITES) as (keyof typeof WRITES)[];

async function locked(domain: SeedDomain, table: string): Promise<Client> {
  const url = lane.environment[`${domain.toUpperCase()}_DATABASE_URL`];
  const client = new Client({ connectionString: url });
  // It dies with its server.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN SHARE MODE`);
  return client;
}

async function healthOf(domain: SeedDomain): Promise<string | undefined> {
  const response = await fetch(new URL('/health', lane.url));
  return ((await response.json()) as { services: Record<string, string> }).services[domain];
}

// One of them by `npm test`, all by `npm run nightly`.
it.each(process.env['AGORA_TEST_FULL'] === 'true' ? STEPS : (['allocate-stock'] as const))(
  'an order is decided by itself when PostgreSQL is killed at %s, and the process says so meanwhile',
  async (step) => {
    const [domain, table] = WRITES[step];
    const ready = await readyToPay(lane);
    const lock = await locked(domain, table);
    const fault = faultOf(pay(ready.guest, ready.session, newId()));
    const waits = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`;
    await eventually(async () => (await lane.rows(domain, waits)).length > 0, { what: `${step} to wait` });
    await postgres.kill();
    expectRetriable(await fault);
    expect(await faultOf(ready.guest.cart())).toBe('DOWNSTREAM_UNAVAILABLE');
    await eventually(async () => (await healthOf('order')) !== 'ok', {
      what: 'the process to tell that its database is gone',
    });
    await postgres.restart();
    await lock.end().catch(() => undefined);
    await expectDecided(lane, ready);
  },
  180_000,
);

it('leaves nothing that an audit would find', () => expectCleanAudit(lane.environment), 240_000);
