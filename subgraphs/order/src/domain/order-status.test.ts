import { changeStatus } from './order';
import type { Order } from './order';
import { draftOfSession } from './order-draft';
import { placeOrder } from './place-order';
import { ORDER_STATUSES, allowedTransitions } from './order-status';
import type { OrderStatus } from './order-status';
import { openedSession } from './session-fixture.suite';

const at = new Date('2026-03-01T10:00:00.000Z');
const inStatus = (status: OrderStatus): Order => ({
  ...placeOrder(draftOfSession(openedSession()), {
    orderId: 'o-1',
    orderNumber: 'AG-2026-7K3F9Q',
    changeId: 'c-1',
    lineIds: [],
    actor: 'session:s-1',
    now: at,
    paymentDueAt: at,
  }).order,
  status,
});

const LEGAL: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: ['CONFIRMED', 'PENDING_REVIEW', 'CANCELLED'],
  PENDING_REVIEW: ['CONFIRMED', 'CANCELLED'],
  CONFIRMED: ['PENDING_REVIEW', 'FULFILLED', 'CANCELLED'],
  FULFILLED: ['RETURNED'],
  CANCELLED: [],
  RETURNED: [],
};
const pairs = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const));

describe('the status of an order', () => {
  test.each(pairs.filter(([from, to]) => LEGAL[from].includes(to)))(
    'goes from %s to %s, one version on, with a history row',
    (from, to) => {
      const decision = changeStatus(inStatus(from), {
        changeId: 'c-2',
        to,
        reasonCode: 'WHY',
        actor: 'support:1',
        at,
      });
      expect(decision).toMatchObject({
        kind: 'changed',
        order: { status: to, version: 2, updatedAt: at },
        change: {
          id: 'c-2',
          orderId: 'o-1',
          version: 2,
          from,
          to,
          reasonCode: 'WHY',
          actor: 'support:1',
          comment: null,
          at,
        },
      });
    },
  );

  test.each(pairs.filter(([from, to]) => !LEGAL[from].includes(to)))(
    'never goes from %s to %s',
    (from, to) => {
      const decision = changeStatus(inStatus(from), {
        changeId: 'c-2',
        to,
        reasonCode: null,
        actor: 'support:1',
        at,
      });
      expect(decision).toEqual({ kind: 'illegal', from, allowed: LEGAL[from] });
    },
  );

  test.each(ORDER_STATUSES)('%s names what it may become', (status) => {
    expect([...allowedTransitions(status)].sort()).toEqual([...LEGAL[status]].sort());
  });
});
