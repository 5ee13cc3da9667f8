// Real processes on a PostgreSQL, a Redis and a Kafka of their own. A step of the saga is held, so that it is under way for
// certain; then somebody is killed. The order is decided by itself all the same, and the audit finds nothing.
import { CartCouponApplyDocument } from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { distributedServices, startDistributedLane } from '../../lanes/distributed-lane';
import type { DistributedLane } from '../../lanes/distributed-lane';
import { startOwnServers } from '../../lanes/own-servers';
import type { OwnServers } from '../../lanes/own-servers';
import { pay } from '../../lanes/paying';
import type { Guest } from '../../lanes/shopping';
import { expectCleanAudit, expectDecided, expectRetriable, faultOf, readyToPay } from './deciding';
import { ASKED, holdStep } from './held-step';
import type { HeldStepName } from './held-step';

const services = distributedServices(process.env);
let servers: OwnServers;
let lane: DistributedLane;

const STEPS: readonly HeldStepName[] = [
  'verify-quote',
  'lock-cart',
  'place-order',
  'allocate-stock',
  'hold-promotions',
  'create-intent',
  'await-outcome',
  'confirm-order',
  'capture-payment',
];
type Whom =
  'order' | 'whom it asks' | 'the payment party' | 'Kafka' | 'Redis' | 'PostgreSQL' | 'Kafka and order';
type Death = readonly [step: HeldStepName, whom: Whom];

const EVERY_DEATH: readonly Death[] = [
  ...(Object.keys(ASKED) as (keyof typeof ASKED)[]).map((step): Death => [step, 'whom it asks']),
  ...(['order', 'the payment party', 'Redis', 'Kafka', 'PostgreSQL'] as const).flatMap((whom) =>
    STEPS.map((step): Death => [step, whom]),
  ),
];
// Each takes up to half a minute: all of them by `npm run nightly`. What takes longest here happens at the same time.
const DEATHS: readonly Death[] =
  process.env['AGORA_TEST_FULL'] === 'true'
    ? EVERY_DEATH
    : [
        ['create-intent', 'whom it asks'],
        ['hold-promotions', 'Redis'],
        ['confirm-order', 'PostgreSQL'],
        ['allocate-stock', 'Kafka and order'],
      ];

interface Victim {
  kill(): Promise<void>;
  restart(): Promise<void>;
}

function victimOf(step: HeldStepName, whom: Whom): Victim {
  switch (whom) {
    case 'order':
      return lane.process('order');
    case 'whom it asks':
      return lane.process(ASKED[step as keyof typeof ASKED]);
    case 'the payment party':
      return lane.process('sandbox-parties');
    case 'Kafka':
      return servers.kafka;
    case 'Redis':
      return servers.redis;
    case 'PostgreSQL':
      return servers.postgres;
    case 'Kafka and order':
      return together(servers.kafka, lane.process('order'));
  }
}

function together(...victims: readonly Victim[]): Victim {
  return {
    kill: async () => {
      await Promise.all(victims.map((one) => one.kill()));
    },
    restart: async () => {
      await Promise.all(victims.map((one) => one.restart()));
    },
  };
}

async function expectOutageTold({ client, cartId, cart }: Guest): Promise<void> {
  const stateOf = async (url: string): Promise<unknown> =>
    ((await (await fetch(new URL('/health', url))).json()) as { status: unknown }).status;
  expect(await stateOf(lane.subgraphUrl('order') ?? '')).toBe('down');
  await eventually(async () => (await stateOf(lane.url)) !== 'ok', { what: 'the gateway to tell of it' });
  expect(await faultOf(cart())).toBe('DOWNSTREAM_UNAVAILABLE');
  const input = { cartId, code: 'NONE' };
  expect(await faultOf(client.mutate(CartCouponApplyDocument, { input }))).toBe('DOWNSTREAM_UNAVAILABLE');
}

if (services === undefined) {
  it('the services of the distributed lane may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  describe('an order that is being made', () => {
    beforeAll(async () => {
      servers = await startOwnServers();
      process.env['AGORA_TEST_POSTGRES_URL'] = servers.postgres.address;
      lane = await startDistributedLane({
        ...services,
        redisUrl: servers.redis.address,
        kafkaBrokers: servers.kafka.address,
      });
    }, 240_000);
    afterAll(async () => {
      await lane.stop();
      await servers.stop();
    });

    it.each(DEATHS)(
      'is decided by itself when at %s %s is killed',
      async (step, whom) => {
        const ready = await readyToPay(lane);
        const { guest, session } = ready;
        let fault: Promise<string | undefined> = Promise.resolve(undefined);
        const release = await holdStep(step, {
          lane,
          session,
          pay: () => {
            fault = faultOf(pay(guest, session, newId()));
          },
        });
        const victim = victimOf(step, whom);
        await victim.kill();
        // What was asked goes on, also when nobody waits for its answer any more.
        await release();
        if (whom === 'PostgreSQL') await expectOutageTold(guest);
        await victim.restart();
        expectRetriable(await fault);
        await expectDecided(lane, ready);
      },
      180_000,
    );

    it('leaves nothing that an audit would find', async () => {
      await expectCleanAudit({ ...lane.environment, KAFKA_BROKERS: servers.kafka.address });
    }, 240_000);
  });
}
