import type { Logger } from '@agora/platform/logging';
import type { Clock } from '@agora/platform/time';
import { attemptCheckout } from './attempt-checkout';
import { attemptDirectOrder } from './attempt-direct-order';
import { attemptOrder } from './attempt-order';
import { cancelCheckoutSession } from './cancel-checkout-session';
import type { CancelCheckoutSession } from './cancel-checkout-session';
import { completeCheckout } from './complete-checkout';
import type { CompleteCheckout } from './complete-checkout';
import { createCheckoutSession } from './create-checkout-session';
import type { CreateCheckoutSession } from './create-checkout-session';
import { draftDirectOrder } from './draft-direct-order';
import { createOrder } from './orders/create-order';
import type { CreateOrder } from './orders/create-order';
import type {
  Carts,
  Catalog,
  CheckoutSessionStore,
  Claims,
  Inventory,
  OrderStore,
  Payments,
  Pricing,
} from './ports';
import { createOrders } from './orders/orders';
import type { Orders } from './orders/orders';
import { allocateStock } from './sagas/place-order/allocate-stock';
import { awaitOutcome } from './sagas/place-order/await-outcome';
import { capturePayment } from './sagas/place-order/capture-payment';
import { confirmOrder } from './sagas/place-order/confirm-order';
import { createIntent } from './sagas/place-order/create-intent';
import { holdPromotions } from './sagas/place-order/hold-promotions';
import { lockCart } from './sagas/place-order/lock-cart';
import { placeOrder } from './sagas/place-order/place-order';
import { sagaSteps } from './sagas/place-order/place-order-steps';
import type { SagaSteps } from './sagas/place-order/place-order-steps';
import { resumePlaceOrder } from './sagas/place-order/resume-place-order';
import { runPlaceOrder } from './sagas/place-order/run-place-order';
import { undoPlaceOrder } from './sagas/place-order/undo-place-order';
import { quoteVerified, verifyQuote } from './sagas/place-order/verify-quote';
import { resumeAtOnce } from './sagas/resume-at-once';
import { resumeSaga } from './sagas/resume-saga';
import type { ResumeSaga } from './sagas/resume-saga';
import { resumeFollow } from './sagas/follow-payment/resume-follow';
import { resumeReturn } from './sagas/return-items/resume-return';
import type { SagaStore } from './sagas/saga-ports';
import { settleOrder } from './settle-order';
import { updateCheckoutSession } from './update-checkout-session';
import type { UpdateCheckoutSession } from './update-checkout-session';
import type { SettleOrder } from './settle-order';

export interface CheckoutDeps {
  readonly stores: {
    readonly sagas: SagaStore;
    readonly sessions: CheckoutSessionStore;
    readonly orders: OrderStore;
    readonly claims: Claims;
  };
  readonly remote: {
    readonly carts: Carts;
    readonly catalog: Catalog;
    readonly pricing: Pricing;
    readonly inventory: Inventory;
    readonly payments: Payments;
  };
  readonly times: {
    /** How long an order may wait for its payment. */
    readonly paymentTimeoutMs: number;
    /** How long a shopper waits for the payment's verdict, and a repeat for the first request. */
    readonly waitMs: number;
  };
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The use cases of checkout, wired to each other. */
export interface Checkout {
  readonly createSession: CreateCheckoutSession;
  readonly updateSession: UpdateCheckoutSession;
  readonly cancelSession: CancelCheckoutSession;
  readonly complete: CompleteCheckout;
  /** An order without a cart. */
  readonly createOrder: CreateOrder;
  /** What may happen to an order afterwards. */
  readonly orders: Orders;
  /** Carries a saga on from where it stands. */
  readonly resume: ResumeSaga;
}

// Inventory keeps an order's stock longer than the order may wait, so that no stock comes free under a payment.
const HOLD_MARGIN_SECONDS = 300;

export function createCheckout(deps: CheckoutDeps): Checkout {
  const { stores, remote, times, clock, logger } = deps;
  const { sessions, claims } = stores;
  const { carts, catalog, pricing } = remote;
  const { waitMs } = times;
  const settle = settleOrder({ orders: stores.orders, clock });
  const steps = stepsOf(deps, settle);
  const undo = undoPlaceOrder({ steps, settle, logger });
  const run = runPlaceOrder({ steps, undo, logger });
  const verify = verifyQuote({ carts, sessions, pricing, clock });
  const attempt = attemptOrder({ stores, run, clock });
  const checkOut = attemptCheckout({ attempt, sessions, verifyQuote: verify, run });
  const draft = draftDirectOrder({ catalog, pricing });
  const order = attemptDirectOrder({ attempt, draft, sagas: stores.sagas, way: { run, undo }, clock });
  const resume = resumeSaga({
    sagas: stores.sagas,
    placeOrder: resumePlaceOrder({ stores, run, undo, clock }),
    returnItems: resumeReturn({ orders: stores.orders, payments: remote.payments, settle }),
    followPayment: resumeFollow({ payments: remote.payments, settle }),
    clock,
  });
  return {
    orders: createOrders({
      ...{ stores, settle, logger },
      payments: remote.payments,
      resume: resumeAtOnce({ sagas: stores.sagas, resume, clock }),
    }),
    resume,
    createSession: createCheckoutSession({ carts, pricing, sessions, claims, clock }),
    updateSession: updateCheckoutSession({ carts, pricing, sessions, clock }),
    cancelSession: cancelCheckoutSession({ sessions, clock }),
    complete: completeCheckout({ claims, attempt: checkOut, waitMs }),
    createOrder: createOrder({ claims, attempt: order, waitMs }),
  };
}

function stepsOf({ stores, remote, times, clock }: CheckoutDeps, settle: SettleOrder): SagaSteps {
  const { sessions, orders, claims } = stores;
  const { carts, pricing, inventory, payments } = remote;
  const holdSeconds = Math.ceil(times.paymentTimeoutMs / 1_000) + HOLD_MARGIN_SECONDS;
  return sagaSteps(
    quoteVerified({ sessions }),
    lockCart({ carts, sessions }),
    placeOrder({ orders, settle, clock, paymentTimeoutMs: times.paymentTimeoutMs }),
    allocateStock({ inventory, orders, settle, holdSeconds }),
    holdPromotions({ pricing }),
    createIntent({ payments, settle, clock, waitMs: times.waitMs }),
    awaitOutcome({ payments, claims, settle, clock }),
    confirmOrder({ settle, clock }),
    capturePayment({ payments, settle }),
  );
}
