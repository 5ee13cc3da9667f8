import type { Completion, OrderWithPayment } from '../../ports';
import type { OperationContext } from '@agora/platform/server';
import type { Deadline } from '@agora/platform/time';
import type { CheckoutSession } from '../../../domain/checkout-session';
import { draftOfSession } from '../../../domain/order-draft';
import type { OrderDraft } from '../../../domain/order-draft';
import type { PaymentVerdict } from '../../../domain/payment';
import type { CheckoutRefusal } from '../../../domain/refusals';
import type { SagaStepName } from '../../../domain/saga';
import type { CancelReason } from '../../../domain/settlement';
import type { EventOrigin } from '../../../events/published';
import type { Attempted } from '../saga-run';

/** What the steps know of the order they make; every step gives back what it learned. */
export interface OrderFacts {
  readonly orderId: string;
  /** Undefined for an order that is made directly, and for one that was brought in. */
  readonly session: CheckoutSession | undefined;
  /** What an order is made of that is made directly; known to its request alone. */
  readonly draft?: OrderDraft;
  /** As last read; undefined before it is placed. */
  readonly current: OrderWithPayment | undefined;
  readonly origin: EventOrigin;
  /** The request at work; undefined in the background. Its payment token is neither stored nor logged. */
  readonly request?: {
    readonly context: OperationContext;
    readonly paymentToken: string;
    /** What is remembered under the request's key, with the reason of a decline. */
    complete(declined: string | null): Completion;
  };
  /** Whether the request's key has its outcome: in the transaction of the commit that decided it. */
  readonly isAnswered?: boolean;
  /** The party's newest word in this pass. */
  readonly verdict?: PaymentVerdict | undefined;
}

/** What the steps know once the order is there. */
export type PlacedFacts = OrderFacts & { readonly current: OrderWithPayment };

export type StepResult =
  | { readonly outcome: 'DONE'; readonly facts: OrderFacts; readonly error?: string }
  /** Tried again then, by anybody. */
  | { readonly outcome: 'WAITING'; readonly facts: OrderFacts; readonly until: Date }
  | {
      readonly outcome: 'REFUSED';
      readonly facts: OrderFacts;
      /** Why the order is cancelled; its code for the log. */
      readonly error: string;
      readonly refusals: readonly CheckoutRefusal[];
    };

export type UndoResult = Attempted & { readonly until?: Date };

/** Why and for how long something is undone. */
export interface UndoOrder {
  readonly reason: string;
  /** A shopper may be waiting. */
  readonly deadline: Deadline;
  /** When the payment party was asked for an intent last; undefined when it never was. */
  readonly intentAskedAt: Date | undefined;
}

/**
 * One step of the saga: how it is done and how it is undone. Both can be repeated: remote calls are named by the
 * order's id, writes are conditional.
 */
export interface SagaStep {
  readonly name: SagaStepName;
  /** @throws AppError (retriable) when a part of the shop does not answer: the step may have had its effect. */
  run(facts: OrderFacts): Promise<StepResult>;
  /** Left out where there is nothing to undo. */
  undo?(facts: OrderFacts, order: UndoOrder): Promise<UndoResult>;
  /**
   * What a fault of the step means: the order is cancelled for this reason, the saga waits for whoever carries it on
   * (`carryOn`), or the saga carries on by itself while the request is answered (`later`).
   */
  readonly onFault: CancelReason | 'carryOn' | 'later';
}

/** @throws Error for a step that is run before the order was placed: a defect. */
export function placed(facts: OrderFacts): PlacedFacts {
  const { current } = facts;
  if (current === undefined) throw new Error(`order ${facts.orderId} is not placed yet`);
  return { ...facts, current };
}

/** The request that a step needs. @throws Error for a step that only a request can do: a defect. */
export function requested({ request, orderId }: OrderFacts): NonNullable<OrderFacts['request']> {
  if (request === undefined) throw new Error(`order ${orderId} is made by nobody's request`);
  return request;
}

/** What an order is made of. @throws Error when nobody knows it any more: a defect. */
export function draftOf(facts: OrderFacts): OrderDraft {
  return facts.draft ?? draftOfSession(sessionOf(facts));
}

/** The session an order is made of. @throws Error for an order without one: a defect. */
export function sessionOf({ session, orderId }: OrderFacts): CheckoutSession {
  if (session === undefined) throw new Error(`order ${orderId} is made of no session`);
  return session;
}
