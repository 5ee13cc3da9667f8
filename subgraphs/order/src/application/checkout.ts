import type { Logger } from '@agora/platform/logging';
import type { Clock } from '@agora/platform/time';
import { attemptCheckout } from './attempt-checkout';
import { beginCompletion } from './begin-completion';
import { cancelCheckoutSession } from './cancel-checkout-session';
import type { CancelCheckoutSession } from './cancel-checkout-session';
import { completeCheckout } from './complete-checkout';
import type { CompleteCheckout } from './complete-checkout';
import { createCheckoutSession } from './create-checkout-session';
import type { CreateCheckoutSession } from './create-checkout-session';
import { followUpPayment } from './follow-up-payment';
import type { FollowUpPayment } from './follow-up-payment';
import { giveCartBack, giveOrderBack } from './give-back';
import { lockSession } from './lock-session';
import { payOrder } from './pay-order';
import { placeSession } from './place-session';
import type { Carts, CheckoutSessionStore, Claims, Inventory, OrderStore, Payments, Pricing } from './ports';
import { recoverStalledCheckout } from './recover-stalled-checkout';
import type { RecoverStalledCheckout } from './recover-stalled-checkout';
import { settleOrder } from './settle-order';

export interface CheckoutDeps {
  readonly stores: {
    readonly sessions: CheckoutSessionStore;
    readonly orders: OrderStore;
    readonly claims: Claims;
  };
  readonly remote: {
    readonly carts: Carts;
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
  readonly cancelSession: CancelCheckoutSession;
  readonly complete: CompleteCheckout;
  readonly followUpPayment: FollowUpPayment;
  readonly recoverStalled: RecoverStalledCheckout;
}

// Inventory keeps an order's stock longer than the order may wait, so that no stock comes free under a payment.
const HOLD_MARGIN_SECONDS = 300;

export function createCheckout({ stores, remote, times, clock, logger }: CheckoutDeps): Checkout {
  const { sessions, orders, claims } = stores;
  const { carts, pricing, inventory, payments } = remote;
  const settle = settleOrder({ orders, clock });
  const giveBackCart = giveCartBack({ carts, logger });
  const giveBack = giveOrderBack({ giveCartBack: giveBackCart, inventory, pricing, logger });
  const holdSeconds = Math.ceil(times.paymentTimeoutMs / 1_000) + HOLD_MARGIN_SECONDS;
  const steps = {
    begin: beginCompletion({ carts, sessions, pricing, clock }),
    lock: lockSession({ carts, sessions }),
    place: placeSession({ orders, clock, paymentTimeoutMs: times.paymentTimeoutMs }),
    pay: payOrder({
      inventory,
      pricing,
      payments,
      claims,
      settle,
      giveBack,
      times: { holdSeconds, waitMs: times.waitMs },
    }),
  };
  const attempt = attemptCheckout({ stores, giveCartBack: giveBackCart, steps });
  return {
    createSession: createCheckoutSession({ carts, pricing, sessions, claims, clock }),
    cancelSession: cancelCheckoutSession({ sessions, clock }),
    complete: completeCheckout({ claims, attempt, waitMs: times.waitMs }),
    followUpPayment: followUpPayment({ payments, settle, giveBack, clock }),
    recoverStalled: recoverStalledCheckout({ carts, sessions }),
  };
}
