// What an order must come to that somebody's death has met, in any lane.
import { CartCouponApplyDocument } from '@agora/client/generated/graphql';
import { AgoraClientError } from '@agora/client/agora-client-error';
import { reportLines } from '@agora/auditor/report-lines';
import { FAULT_CODES, isFaultCode } from '@agora/platform/errors';
import { eventually } from '@agora/test-kit/eventually';
import { runAudit } from '../../../scripts/audit/run-audit';
import { tenPercentByCode } from '../../e2e/campaigns/campaign';
import type { Lane } from '../../lanes/lane';
import { openCheckout } from '../../lanes/paying';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';

/** A guest who has only to pay, for goods that are scarce and with a coupon: every step has something to do. */
export interface ReadyToPay {
  readonly sku: string;
  readonly guest: Guest;
  /** The checkout session. */
  readonly session: string;
}

export async function readyToPay(lane: Lane): Promise<ReadyToPay> {
  const sku = await stockedSku(lane, 10);
  const { code } = await tenPercentByCode(lane, sku);
  const guest = await arriveAsGuest(lane);
  await guest.add(sku, 2);
  const input = { cartId: guest.cartId, code };
  await guest.client.mutate(CartCouponApplyDocument, { input });
  return { sku, guest, session: await openCheckout(guest) };
}

// The minute after which a saga counts as left by its worker is over, and the one in which it may place its order or ask for money.
const TIME_IS_UP = `WITH session AS (
    UPDATE checkout_session SET completing_until = now() - interval '1 s' WHERE id = $1::uuid AND status = 'COMPLETING'),
  asked AS (UPDATE saga_attempt SET started_at = now() - interval '2 minutes' WHERE step = 'create-intent' AND direction = 'DO'
    AND saga_id IN (SELECT id FROM saga WHERE checkout_session_id = $1::uuid)),
  placed AS (UPDATE orders SET created_at = LEAST(created_at, now() - interval '2 minutes')
    WHERE checkout_session_id = $1::uuid AND status = 'PENDING')
  UPDATE saga SET wake_at = now(), lease_until = now() WHERE checkout_session_id = $1::uuid AND wake_at IS NOT NULL RETURNING 1`;
const STATE = `SELECT c.status AS session, s.state, o.status, o.payment_status AS payment FROM checkout_session c
  LEFT JOIN saga s ON s.checkout_session_id = c.id LEFT JOIN orders o ON o.id = s.order_id
  WHERE c.id = $1::uuid ORDER BY s.created_at DESC LIMIT 1`;

interface SagaState {
  readonly session: string;
  /** Null when the payment came not so far: the session is as it was. */
  readonly state: string | null;
  readonly status: string | null;
  readonly payment: string | null;
}

/** Why there was no answer; undefined when there was one. */
export async function faultOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof AgoraClientError) return error.code;
    throw error;
  }
}

/** Whoever got no answer may ask again with the same key. */
export function expectRetriable(code: string | undefined): void {
  if (code !== undefined)
    expect([code, isFaultCode(code) && FAULT_CODES[code].retriable]).toEqual([code, true]);
}

async function decided(lane: Lane, session: string): Promise<SagaState> {
  return eventually(
    async () => {
      await lane.rows('order', TIME_IS_UP, [session]);
      const [found] = await lane.rows<SagaState>('order', STATE, [session]);
      const isUntouched = found?.session === 'OPEN' && found.state === null;
      return (
        found !== undefined && (isUntouched || /^COMPLETED$|^COMPENSATED$/.test(found.state ?? '')) && found
      );
    },
    { withinMs: 90_000, everyMs: 250, what: 'the saga to end by itself' },
  );
}

/** The order is decided by itself, once: confirmed and paid, or nothing of it is left. */
export async function expectDecided(lane: Lane, { sku, guest, session }: ReadyToPay): Promise<void> {
  const end = await decided(lane, session);
  if (end.state === 'COMPLETED') expect(end).toMatchObject({ status: 'CONFIRMED', payment: 'CAPTURED' });
  else expect([null, 'CANCELLED']).toContain(end.status);
  const wanted = end.state === 'COMPLETED' ? 'CHECKED_OUT' : 'ACTIVE';
  await eventually(async () => (await guest.cart()).status === wanted, {
    withinMs: 30_000,
    everyMs: 100,
    what: `the cart to be ${wanted}`,
  });
  await expectBalanced(lane, sku);
}

/** @param env The addresses of a system's databases, its party and its event log. */
export async function expectCleanAudit(env: Readonly<Record<string, string>>): Promise<void> {
  const audited = { ...env, AUDIT_MARGIN_SECONDS: '5', AUDIT_SECOND_LOOK_SECONDS: '2' };
  const report = await eventually(
    async () => {
      const seen = await runAudit(audited);
      return seen.isClean && seen;
    },
    { withinMs: 120_000, everyMs: 2_000, what: 'a clean audit' },
  ).catch(() => runAudit(audited));
  const lines = reportLines(report).filter((line) => !line.includes('not checked'));
  expect(lines.join('\n')).toMatch(/nothing is broken\.$/);
}
