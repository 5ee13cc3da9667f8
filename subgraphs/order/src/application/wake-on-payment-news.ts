import type { Clock } from '@agora/platform/time';
import type { PaymentNews } from './payment-news';
import type { SagaStore } from './sagas/saga-ports';

export interface WakeOnPaymentNewsDeps {
  readonly sagas: Pick<SagaStore, 'wake'>;
  readonly clock: Clock;
}

/**
 * {@link PaymentNews} that makes the saga of the order due at once instead of when its time comes; it asks the party what
 * is true. One statement: late, doubled and false news, and news of an order without an open saga, changes nothing.
 */
export function wakeOnPaymentNews({ sagas, clock }: WakeOnPaymentNewsDeps): PaymentNews {
  return {
    // A saga that makes an order has its id.
    heard: ({ orderId }) => sagas.wake(orderId, clock.now()),
  };
}
