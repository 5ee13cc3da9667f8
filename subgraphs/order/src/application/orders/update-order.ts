import { actorOf, isStaff } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import type { AddressDraft } from '../../domain/address';
import { noteChange } from '../../domain/order';
import type { Order } from '../../domain/order';
import type { OrderWithPayment } from '../ports';
import type { SettlementDecision, SettlementStamp } from '../../domain/settlement';
import type { SettleOrder } from '../settle-order';
import { checkAddress, checkEmail } from '../check-contact';
import { changeOrderOnce } from './change-order-once';
import type { ChangeOrderDeps } from './change-order-once';
import { changed, refused } from './order-outcome';
import type { OrderOutcome } from './order-outcome';
import { isOutdated, refusalOf } from './refusal-of';

export interface UpdateOrderDeps extends ChangeOrderDeps {
  readonly settle: SettleOrder;
}

/** What is null stays as it is. */
export interface UpdateOrderCommand {
  readonly orderId: string;
  readonly email: string | null;
  readonly shippingAddress: AddressDraft | null;
  readonly billingAddress: AddressDraft | null;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

export type UpdateOrder = (command: UpdateOrderCommand, context: OperationContext) => Promise<OrderOutcome>;

type Patch = Pick<Order, 'email' | 'shippingAddress' | 'billingAddress'>;

/**
 * Changes e-mail and addresses of an order that is not fulfilled yet, for its owner or staff. What it costs stays: shipping and
 * tax were agreed to.
 *
 * @throws AppError `NOT_FOUND`; `BAD_USER_INPUT` for an address or e-mail that cannot be used, or for nothing to change.
 */
export function updateOrder(deps: UpdateOrderDeps): UpdateOrder {
  return async (command, context) => {
    const patch = readPatch(command);
    const { idempotencyKey, orderId, expectedVersion } = command;
    const { idempotencyKey: _key, ...input } = command;
    const request = { operation: 'orderUpdate', orderId, idempotencyKey, input, context };
    return changeOrderOnce(deps, request, async (_current, completion) => {
      const { correlationId, traceparent, viewer } = context;
      const settled = await deps.settle({
        orderId,
        decide: (newest, stamp) => decide(newest, { patch, expectedVersion }, stamp),
        origin: { correlationId, traceparent, actor: actorOf(viewer) },
        completion,
        ...(isStaff(viewer) ? { auditedAs: 'orderUpdate' } : {}),
      });
      if (settled.kind === 'settled') return changed(orderId);
      const { order } = settled.current;
      const isOld = isOutdated(order, expectedVersion);
      return refused(orderId, isOld ? refusalOf(order, expectedVersion) : { kind: 'notEditable' });
    });
  };
}

function decide(
  { order, payment }: OrderWithPayment,
  { patch, expectedVersion }: { readonly patch: Partial<Patch>; readonly expectedVersion: number | null },
  stamp: SettlementStamp,
): SettlementDecision {
  const isOpen =
    order.status === 'PENDING' || order.status === 'PENDING_REVIEW' || order.status === 'CONFIRMED';
  if (!isOpen || isOutdated(order, expectedVersion)) return { kind: 'tooLate', status: order.status };
  const noted = noteChange(order, { ...stamp, reasonCode: 'CONTACT_CHANGED' });
  return { kind: 'settled', settlement: { ...noted, order: { ...noted.order, ...patch }, payment } };
}

function readPatch({ email, shippingAddress, billingAddress }: UpdateOrderCommand): Partial<Patch> {
  if (email === null && shippingAddress === null && billingAddress === null)
    throw badInput('input', 'has nothing to change: give email, shippingAddress or billingAddress');
  checkEmail(email);
  return {
    ...(email === null ? {} : { email }),
    ...(shippingAddress === null
      ? {}
      : { shippingAddress: checkAddress(shippingAddress, 'input.shippingAddress') }),
    ...(billingAddress === null
      ? {}
      : { billingAddress: checkAddress(billingAddress, 'input.billingAddress') }),
  };
}
