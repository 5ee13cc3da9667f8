import { AppError } from '@agora/platform/errors';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import { quantitiesBySku } from '../domain/order-line';
import type { PricedLine } from '../domain/order-line';
import type { PaymentVerdict } from '../domain/payment';
import type { CheckoutRefusal } from '../domain/refusals';
import { cancelUnpaid, settleBySilence, settleByVerdict } from '../domain/settlement';
import type { CancelReason } from '../domain/settlement';
import type { EventOrigin } from '../events/published';
import type { QuotedPromotion } from '../domain/quoted-promotion';
import type { Claims, Completion, Inventory, OrderWithPayment, Payments, Pricing } from './ports';
import type { SettleOrder, SettleResult } from './settle-order';
import type { GiveBack } from './give-back';

/** What is remembered of a completed checkout. */
export interface CheckoutOutcome {
  readonly orderId: string;
  /** Why the payment was declined; null when the order stands. */
  readonly declined: string | null;
}

export type AttemptResult =
  | { readonly kind: 'done'; readonly outcome: CheckoutOutcome }
  | { readonly kind: 'refused'; readonly refusals: readonly CheckoutRefusal[] };

export interface PayOrderDeps {
  readonly inventory: Inventory;
  readonly pricing: Pick<Pricing, 'redeem'>;
  readonly payments: Payments;
  readonly claims: Claims;
  readonly settle: SettleOrder;
  readonly giveBack: GiveBack;
  readonly times: {
    /** How long inventory keeps the stock of an order it hears nothing more about. */
    readonly holdSeconds: number;
    /** How long the shopper waits for the payment's verdict. */
    readonly waitMs: number;
  };
}

export interface PayOrderInput {
  readonly claim: HeldClaim;
  readonly paymentToken: string;
  readonly origin: EventOrigin;
  readonly lines: readonly PricedLine[];
  readonly promotions: readonly QuotedPromotion[];
}

export type PayOrder = (
  current: OrderWithPayment,
  input: PayOrderInput,
  context: OperationContext,
) => Promise<AttemptResult>;

/**
 * Carries a placed order to its outcome: stock, then promotions, then payment, then one commit of order, session and key. An
 * order that cannot be paid is cancelled, which gives back cart and stock. Every remote call is named by the
 * order's id, so the whole can be run again.
 *
 * @throws AppError of inventory or the payment party (retriable): the order is cancelled and the key is free.
 */
export function payOrder(deps: PayOrderDeps): PayOrder {
  return async (current, input, context) => {
    if (current.order.status !== 'PENDING') return finish(deps, current, input.claim);
    const shortage = await allocate(deps, current, input, context);
    if (shortage.length > 0) {
      await cancel(deps, current, input, 'OUT_OF_STOCK');
      return { kind: 'refused', refusals: shortage };
    }
    if (!(await redeem(deps, current, input))) {
      await cancel(deps, current, input, 'PROMOTION_UNAVAILABLE');
      return { kind: 'refused', refusals: [{ kind: 'promotionUnavailable' }] };
    }
    const verdict = await authorize(deps, current, input);
    const completion = { claim: input.claim, outcome: { ...outcomeOf(current, verdict) } };
    const settled = await settleVerdict(deps, current, { ...input, completion }, verdict);
    if (settled.kind === 'tooLate') return finishLate(deps, settled.current, input.claim, verdict);
    if (settled.order.status === 'CANCELLED') await deps.giveBack(settled.order, 'PAYMENT_DECLINED');
    return { kind: 'done', outcome: outcomeOf(current, verdict) };
  };
}

async function allocate(
  deps: PayOrderDeps,
  current: OrderWithPayment,
  input: PayOrderInput,
  context: OperationContext,
): Promise<readonly CheckoutRefusal[]> {
  const { id, cartId, cartVersion, region } = current.order;
  if (cartId === null || cartVersion === null) throw new AppError('INTERNAL', `order ${id} has no cart`);
  const request = {
    operationId: id,
    orderId: id,
    cartId,
    cartVersion,
    region,
    holdSeconds: deps.times.holdSeconds,
    lines: quantitiesBySku(input.lines),
  };
  try {
    const result = await deps.inventory.allocate(request, context);
    if (result.kind === 'allocated') return [];
    return result.lines.map(({ sku, available }) => ({
      kind: 'outOfStock',
      sku,
      availableQuantity: available,
    }));
  } catch (error) {
    await cancel(deps, current, input, 'INVENTORY_UNAVAILABLE');
    throw error;
  }
}

/** Counts what the order uses of promotions; false when it cannot have them any more. */
async function redeem(deps: PayOrderDeps, current: OrderWithPayment, input: PayOrderInput): Promise<boolean> {
  const { id, customerId, currency } = current.order;
  if (input.promotions.length === 0) return true;
  try {
    return await deps.pricing.redeem(
      { orderId: id, customerId, currency, promotions: input.promotions },
      null,
    );
  } catch (error) {
    await cancel(deps, current, input, 'PRICING_UNAVAILABLE');
    throw error;
  }
}

/** The verdict, or undefined when the party did not answer in time: the order then waits for it. */
async function authorize(
  deps: PayOrderDeps,
  current: OrderWithPayment,
  input: PayOrderInput,
): Promise<PaymentVerdict | undefined> {
  const { id, totals, currency } = current.order;
  const request = { orderId: id, amountMinor: totals.totalMinor, currency, paymentToken: input.paymentToken };
  try {
    return await deps.payments.authorize(request, deps.times.waitMs);
  } catch (error) {
    if (error instanceof AppError && error.code === 'DEADLINE_EXCEEDED') return undefined;
    await cancel(deps, current, input, 'PAYMENT_UNAVAILABLE');
    throw error;
  }
}

function settleVerdict(
  deps: PayOrderDeps,
  current: OrderWithPayment,
  input: PayOrderInput & { readonly completion: Completion },
  verdict: PaymentVerdict | undefined,
): Promise<SettleResult> {
  return deps.settle({
    orderId: current.order.id,
    decide: ({ order, payment }, stamp) =>
      verdict === undefined
        ? settleBySilence(order, payment, stamp)
        : settleByVerdict(order, payment, verdict, stamp),
    origin: input.origin,
    completion: input.completion,
  });
}

async function cancel(
  deps: PayOrderDeps,
  current: OrderWithPayment,
  input: PayOrderInput,
  reason: CancelReason,
): Promise<void> {
  // A payment may have been asked for by this attempt or, after a takeover, by the one before.
  const isIntentPossible = reason === 'PAYMENT_UNAVAILABLE' || input.claim.isTakeover;
  const settled = await deps.settle({
    orderId: current.order.id,
    decide: ({ order, payment }, stamp) => cancelUnpaid(order, payment, { reason, isIntentPossible }, stamp),
    origin: input.origin,
  });
  await deps.claims.abandon(input.claim);
  if (settled.kind === 'settled') await deps.giveBack(settled.order, reason);
}

function outcomeOf(current: OrderWithPayment, verdict: PaymentVerdict | undefined): CheckoutOutcome {
  const orderId = current.order.id;
  if (verdict?.kind === 'declined') return { orderId, declined: verdict.reason };
  return { orderId, declined: verdict?.kind === 'voided' ? 'voided' : null };
}

const DECLINED_REASONS: ReadonlySet<string> = new Set<CancelReason>([
  'PAYMENT_DECLINED',
  'PAYMENT_TIMEOUT',
  'PAYMENT_VOIDED',
]);

/** The answer for an order that somebody else has settled: another attempt with this key, or the timeout. */
async function finish(
  deps: PayOrderDeps,
  current: OrderWithPayment,
  claim: HeldClaim,
): Promise<AttemptResult> {
  const { order, payment, reasonCode } = current;
  const isDeclined = order.status === 'CANCELLED';
  if (isDeclined && !DECLINED_REASONS.has(reasonCode ?? '')) {
    // Cancelled for want of stock or of an answer: the key is free, and its next use makes a new order.
    await deps.claims.abandon(claim);
    return { kind: 'refused', refusals: [{ kind: 'keyInProgress' }] };
  }
  const declined = isDeclined ? (payment.failureCode ?? (reasonCode ?? 'cancelled').toLowerCase()) : null;
  const outcome: CheckoutOutcome = { orderId: order.id, declined };
  await deps.claims.finish({ claim, outcome: { ...outcome } });
  return { kind: 'done', outcome };
}

async function finishLate(
  deps: PayOrderDeps,
  current: OrderWithPayment,
  claim: HeldClaim,
  verdict: PaymentVerdict | undefined,
): Promise<AttemptResult> {
  // Money for a cancelled order: give it up now. Should this fail, the follow-up of cancelled orders does it.
  if (verdict?.kind === 'authorized' && current.order.status === 'CANCELLED') {
    await deps.payments.void(verdict.intentId).catch(() => false);
  }
  return finish(deps, current, claim);
}
