import type { Clock } from '@agora/platform/time';
import type { PaymentNews } from './payment-news';
import type { SagaStore } from './sagas/saga-ports';

export interface WakeOnPaymentNewsDeps {
  readonly sagas: Pick<SagaStore, 'wake' | 'followPayment'>;
  readonly clock: Clock;
}

/**
 * {@link PaymentNews} that makes the saga of the order due at once instead of when its time comes; it asks the party what
 * is true. A refund that is not known here begins a saga of its own for that, as the order's has ended by then: the party
 * gives money back at its own desk, too. A statement each: late, doubled and false news, and news of an order that is not
 * there, changes nothing.
 */
export function wakeOnPaymentNews({ sagas, clock }: WakeOnPaymentNewsDeps): PaymentNews {
  return {
    heard: async ({ eventId, orderId, refundedMinor }) => {
      const now = clock.now();
      // A saga that makes an order has its id.
      await sagas.wake(orderId, now);
      if (refundedMinor !== null) await sagas.followPayment({ id: eventId, orderId, refundedMinor, now });
    },
  };
}
