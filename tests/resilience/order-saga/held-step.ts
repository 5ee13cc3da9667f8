// Keeps a step of the saga from ending, so that it is under way for certain when somebody dies.
import { eventually } from '@agora/test-kit/eventually';
import { Client } from 'pg';
import type { DistributedLane, Place } from '../../lanes/distributed-lane';

/** The steps that ask somebody, and whom. */
export const ASKED = {
  'lock-cart': 'cart',
  'allocate-stock': 'inventory',
  'hold-promotions': 'pricing',
  'create-intent': 'sandbox-parties',
} as const satisfies Readonly<Record<string, Place['name']>>;

export type HeldStepName =
  keyof typeof ASKED | 'verify-quote' | 'place-order' | 'await-outcome' | 'confirm-order' | 'capture-payment';

/** A payment that is about to begin. */
export interface HeldCheckout {
  readonly lane: DistributedLane;
  readonly session: string;
  /** Sends the request; nobody waits for its answer yet. */
  pay(): void;
}

/** Lets the step go on; nothing when what held it has died meanwhile. */
export type Release = () => Promise<void>;

/** Pays, and resolves when the saga is at the step and cannot leave it. */
export function holdStep(step: HeldStepName, checkout: HeldCheckout): Promise<Release> {
  return HOLDS[step](checkout);
}

const HOLDS: Readonly<Record<HeldStepName, (checkout: HeldCheckout) => Promise<Release>>> = {
  // Before it is in the log it is a statement that takes the session.
  'verify-quote': async (checkout) => {
    const release = await locked(checkout, 'checkout_session');
    checkout.pay();
    return orReleased(release, () => seen(checkout, WAITS_FOR_SESSION, []));
  },
  'lock-cart': whileSilent('lock-cart'),
  'place-order': async (checkout) => {
    const release = await locked(checkout, 'orders');
    checkout.pay();
    return orReleased(release, () => underWay(checkout, 'place-order'));
  },
  'allocate-stock': whileSilent('allocate-stock'),
  'hold-promotions': whileSilent('hold-promotions'),
  'create-intent': whileSilent('create-intent'),
  // The party has the request and has not answered it: from here on only its news decide.
  'await-outcome': async (checkout) => {
    const release = await silenced(checkout, 'sandbox-parties');
    checkout.pay();
    return orReleased(release, () => underWay(checkout, 'await-outcome'));
  },
  'confirm-order': confirming,
  'capture-payment': async (checkout) => {
    const confirm = await confirming(checkout);
    const release = await silenced(checkout, 'sandbox-parties');
    await confirm();
    return orReleased(release, () => underWay(checkout, 'capture-payment'));
  },
};

function whileSilent(step: keyof typeof ASKED): (checkout: HeldCheckout) => Promise<Release> {
  return async (checkout) => {
    const release = await silenced(checkout, ASKED[step]);
    checkout.pay();
    return orReleased(release, () => underWay(checkout, step));
  };
}

/** The order can be written again once it was placed, but not yet. */
async function confirming(checkout: HeldCheckout): Promise<Release> {
  // Order waits two seconds for the party: whatever takes time is done before it is asked.
  const table = await lockable(checkout);
  const answer = await silenced(checkout, 'sandbox-parties');
  checkout.pay();
  try {
    await underWay(checkout, 'create-intent');
    await table.lock('orders');
  } finally {
    await answer();
  }
  return orReleased(table.release, () => underWay(checkout, 'confirm-order'));
}

/** Waits for it; what is held is let go of when it does not come, so that nobody else meets it. */
async function orReleased(release: Release, comes: () => Promise<void>): Promise<Release> {
  try {
    await comes();
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

async function silenced({ lane }: HeldCheckout, name: Place['name']): Promise<Release> {
  await lane.process(name).pause();
  return () => lane.process(name).resume();
}

type Table = 'orders' | 'checkout_session';

/** Who writes to the table waits, who reads does not. */
async function locked(checkout: HeldCheckout, table: Table): Promise<Release> {
  const { lock, release } = await lockable(checkout);
  await lock(table);
  return release;
}

/** A connection by which a table can be locked at once, and let go of. */
async function lockable({ lane }: HeldCheckout): Promise<{
  readonly lock: (table: Table) => Promise<unknown>;
  readonly release: Release;
}> {
  const client = new Client({ connectionString: lane.environment['ORDER_DATABASE_URL'] });
  // It may die with its server.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  return {
    lock: (table) => client.query(`LOCK TABLE ${table} IN SHARE MODE`),
    release: () => client.end().catch(() => undefined),
  };
}

const WAITS_FOR_SESSION = `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'checkout_session'::regclass`;
const UNDER_WAY = `SELECT 1 FROM saga_attempt a JOIN saga s ON s.id = a.saga_id
  WHERE s.checkout_session_id = $1::uuid AND a.step = $2 AND a.direction = 'DO'`;

const ATTEMPTS = `SELECT a.step, a.direction, a.started_at, a.outcome, a.error FROM saga_attempt a
  JOIN saga s ON s.id = a.saga_id WHERE s.checkout_session_id = $1::uuid ORDER BY a.id`;

function underWay(checkout: HeldCheckout, step: HeldStepName): Promise<void> {
  return seen(checkout, UNDER_WAY, [checkout.session, step]);
}

async function seen(
  { lane, session }: HeldCheckout,
  text: string,
  values: readonly unknown[],
): Promise<void> {
  const look = async (): Promise<boolean> => (await lane.rows('order', text, values)).length > 0;
  try {
    await eventually(look, { withinMs: 20_000, what: `the step to be under way (${values.join(' ')})` });
  } catch (error) {
    const attempts = await lane.rows('order', ATTEMPTS, [session]);
    const trust = await breakersOf(lane).catch(String);
    const told = `${(error as Error).message}; so far: ${JSON.stringify(attempts)}; ${trust}`;
    throw new Error(told, { cause: error });
  }
}

/** Whom order's circuit breakers let be asked. */
async function breakersOf(lane: DistributedLane): Promise<string> {
  const page = await (await fetch(new URL('/metrics', lane.subgraphUrl('order')))).text();
  return page
    .split('\n')
    .filter((line) => line.startsWith('circuit_breaker_state'))
    .join(', ');
}
