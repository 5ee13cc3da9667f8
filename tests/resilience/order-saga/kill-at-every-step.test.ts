// Real processes on real PostgreSQL, Redis and Kafka. What a step of the saga asks is stopped, so that the step is under way
// for certain; then somebody is killed. The order is decided by itself all the same, and the audit finds nothing.
import { CartCouponApplyDocument } from '@agora/client/generated/graphql';
import { reportLines } from '@agora/auditor/report-lines';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { runAudit } from '../../../scripts/audit/run-audit';
import { distributedServices, startDistributedLane } from '../../lanes/distributed-lane';
import type { DistributedLane, Place } from '../../lanes/distributed-lane';
import { openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { tenPercentByCode } from '../../e2e/campaigns/campaign';

const services = distributedServices(process.env);
let lane: DistributedLane;

/** The steps that ask somebody, and whom. */
const ASKED = {
  'lock-cart': 'cart',
  'allocate-stock': 'inventory',
  'hold-promotions': 'pricing',
  'create-intent': 'sandbox-parties',
} as const satisfies Readonly<Record<string, Place['name']>>;

type Death = readonly [step: keyof typeof ASKED, whom: 'order' | 'whom it asks'];

const EVERY_DEATH: readonly Death[] = (Object.keys(ASKED) as (keyof typeof ASKED)[]).flatMap(
  (step): Death[] => [
    [step, 'order'],
    [step, 'whom it asks'],
  ],
);
// Each takes up to half a minute: all of them by `npm run nightly`.
const DEATHS: readonly Death[] =
  process.env['AGORA_TEST_FULL'] === 'true'
    ? EVERY_DEATH
    : [
        ['allocate-stock', 'order'],
        ['create-intent', 'whom it asks'],
      ];

const UNDER_WAY = `SELECT a.saga_id AS id FROM saga_attempt a JOIN saga s ON s.id = a.saga_id
  WHERE s.checkout_session_id = $1::uuid AND a.step = $2 AND a.direction = 'DO'`;
// The minute after which a saga counts as left by its worker is over, and the one in which it may place its order.
const TIME_IS_UP = `WITH session AS (
    UPDATE checkout_session SET completing_until = now() - interval '1 s' WHERE id = $1::uuid AND status = 'COMPLETING'),
  asked AS (UPDATE saga_attempt SET started_at = now() - interval '2 minutes' WHERE step = 'create-intent' AND direction = 'DO'
    AND saga_id IN (SELECT id FROM saga WHERE checkout_session_id = $1::uuid))
  UPDATE saga SET wake_at = now(), lease_until = now() WHERE checkout_session_id = $1::uuid AND wake_at IS NOT NULL RETURNING 1`;
const STATE = `SELECT s.state, o.status, o.payment_status AS payment FROM saga s LEFT JOIN orders o ON o.id = s.order_id
  WHERE s.checkout_session_id = $1::uuid ORDER BY s.created_at DESC LIMIT 1`;

interface SagaState {
  readonly state: string;
  readonly status: string | null;
  readonly payment: string | null;
}

async function withCoupon(): Promise<{ sku: string; guest: Guest }> {
  const sku = await stockedSku(lane, 10);
  const { code } = await tenPercentByCode(lane, sku);
  const guest = await arriveAsGuest(lane);
  await guest.add(sku, 2);
  const input = { cartId: guest.cartId, code };
  await guest.client.mutate(CartCouponApplyDocument, { input });
  return { sku, guest };
}

async function decided(session: string): Promise<SagaState> {
  return eventually(
    async () => {
      await lane.rows('order', TIME_IS_UP, [session]);
      const [found] = await lane.rows<SagaState>('order', STATE, [session]);
      return found !== undefined && /^COMPLETED$|^COMPENSATED$/.test(found.state) && found;
    },
    { withinMs: 90_000, everyMs: 500, what: 'the saga to end by itself' },
  );
}

if (services === undefined) {
  it('the services of the distributed lane may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  describe('an order that is being made', () => {
    beforeAll(async () => {
      lane = await startDistributedLane(services);
    }, 240_000);
    afterAll(() => lane.stop());

    it.each(DEATHS)(
      'is decided by itself when at %s %s is killed',
      async (step, whom) => {
        const asked = ASKED[step];
        const { sku, guest } = await withCoupon();
        const session = await openCheckout(guest);
        await lane.process(asked).pause();
        const paying = pay(guest, session, newId()).catch(() => undefined);
        await eventually(async () => (await lane.rows('order', UNDER_WAY, [session, step])).length > 0, {
          withinMs: 20_000,
          everyMs: 20,
          what: `${step} to be under way`,
        });
        if (whom === 'order') {
          await lane.process('order').kill();
          // What was asked goes on without anybody who waits for the answer: the effect, unknown to the order.
          await lane.process(asked).resume();
          await lane.process('order').restart();
        } else {
          await lane.process(asked).kill();
          await lane.process(asked).restart();
        }
        await paying;
        const end = await decided(session);
        if (end.state === 'COMPLETED')
          expect(end).toMatchObject({ status: 'CONFIRMED', payment: 'CAPTURED' });
        else expect([null, 'CANCELLED']).toContain(end.status);
        const wanted = end.state === 'COMPLETED' ? 'CHECKED_OUT' : 'ACTIVE';
        await eventually(async () => (await guest.cart()).status === wanted, {
          withinMs: 30_000,
          everyMs: 100,
          what: `the cart to be ${wanted}`,
        });
        await expectBalanced(lane, sku);
      },
      180_000,
    );

    it('leaves nothing that an audit would find', async () => {
      const env = { ...lane.environment, AUDIT_MARGIN_SECONDS: '5', AUDIT_SECOND_LOOK_SECONDS: '2' };
      const report = await eventually(
        async () => {
          const seen = await runAudit(env);
          return seen.isClean && seen;
        },
        { withinMs: 120_000, everyMs: 2_000, what: 'a clean audit' },
      ).catch(() => runAudit(env));
      const lines = reportLines(report).filter((line) => !line.includes('not checked'));
      expect(lines.join('\n')).toMatch(/nothing is broken\.$/);
    }, 240_000);
  });
}
