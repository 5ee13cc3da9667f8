import { basicUserError, versionConflict } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { OrderRefusal } from '../domain/order-refusals';
import { IllegalTransitionError } from './types/user-errors.type';

/** A refusal of a change of an order as the API tells it; the codes are listed in docs/errors.md. */
export function presentOrderRefusal(refusal: OrderRefusal): UserError {
  switch (refusal.kind) {
    case 'versionConflict':
      return versionConflict(refusal.expected, refusal.current);
    case 'illegalTransition':
      return Object.assign(new IllegalTransitionError(), {
        code: 'ILLEGAL_TRANSITION',
        message: `An order that is ${refusal.from} does not go there.`,
        field: null,
        from: refusal.from,
        allowed: refusal.allowed,
      });
    case 'paymentNotAuthorized':
      return basicUserError(
        'PAYMENT_NOT_AUTHORIZED',
        'The payment of the order is neither reserved nor taken.',
      );
    case 'notEditable':
      return basicUserError('ORDER_NOT_EDITABLE', 'The order is fulfilled or has ended.');
    case 'notReturnable':
      return basicUserError(
        'NOT_RETURNABLE',
        `Of line ${refusal.lineId} ${String(refusal.returnable)} can come back.`,
        ['input', 'lines'],
      );
    case 'keyInProgress':
      return basicUserError(
        'IDEMPOTENCY_IN_PROGRESS',
        'A request with this key is at work; send it again.',
        KEY,
      );
    case 'keyReused':
      return basicUserError('IDEMPOTENCY_KEY_REUSED', 'This key was used for another input.', KEY);
  }
}

const KEY = ['input', 'idempotencyKey'];
