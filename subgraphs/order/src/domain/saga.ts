/** The steps that make an order, in the order they are done; one without a cart begins its way at `place-order`. */
export const PLACE_ORDER_STEPS = [
  'verify-quote',
  'lock-cart',
  'place-order',
  'allocate-stock',
  'hold-promotions',
  'create-intent',
  'await-outcome',
  'confirm-order',
  'capture-payment',
] as const;

/** The steps that give money back for goods that came back. */
export const RETURN_ITEMS_STEPS = ['refund-payment'] as const;

/** The steps that find out what the party did with an order's money by itself. */
export const FOLLOW_PAYMENT_STEPS = ['note-payment'] as const;

export type PlaceOrderStepName = (typeof PLACE_ORDER_STEPS)[number];
export type SagaStepName =
  PlaceOrderStepName | (typeof RETURN_ITEMS_STEPS)[number] | (typeof FOLLOW_PAYMENT_STEPS)[number];

export type SagaKind = 'PLACE_ORDER' | 'RETURN_ITEMS' | 'FOLLOW_PAYMENT';

/** `COMPLETED` and `COMPENSATED` are final; the others are looked at again until they are. */
export type SagaState = 'RUNNING' | 'COMPENSATING' | 'COMPLETED' | 'COMPENSATED';

/** Whether an attempt was made to do a step or to undo it. */
export type SagaDirection = 'DO' | 'COMPENSATE';

/** How an attempt ended: `WAITING` is tried again when its time comes, `FAILED` after a pause. */
export type AttemptOutcome = 'DONE' | 'WAITING' | 'REFUSED' | 'FAILED';

/** One row of the log: written before the attempt, completed after it. */
export interface SagaAttempt {
  readonly step: SagaStepName;
  readonly direction: SagaDirection;
  readonly startedAt: Date;
  /** Null while it is under way, and for ever when its process died. */
  readonly finishedAt: Date | null;
  readonly outcome: AttemptOutcome | null;
  /** A code, never a text that may quote data; null when it went well. */
  readonly error: string | null;
}

/** The request that something goes back to; undefined parts are not known. */
export interface SagaTrace {
  /** W3C trace context. */
  readonly traceparent: string | undefined;
  readonly correlationId: string | undefined;
}

/**
 * A long-running process: the way from a session to an order, with the order's id; a return, or news of a payment, with
 * their own.
 */
export interface Saga {
  readonly id: string;
  readonly orderId: string;
  readonly kind: SagaKind;
  readonly checkoutSessionId: string | null;
  readonly state: SagaState;
  /** Why it is undone; null while it goes forward. */
  readonly reason: string | null;
  /** The click it began with: whatever is done for it belongs to that trace. */
  readonly trace: SagaTrace;
  /** How often in a row its last step failed. */
  readonly failures: number;
  /** Oldest first. */
  readonly attempts: readonly SagaAttempt[];
}

/** The first entry of a saga's log: the quote was verified and agreed to when the saga began. */
export function verifiedAt(at: Date): SagaAttempt {
  const step = 'verify-quote';
  return { step, direction: 'DO', startedAt: at, finishedAt: at, outcome: 'DONE', error: null };
}

/** What became of one step, for people who look after orders. */
export interface StepReport {
  readonly name: SagaStepName;
  readonly status:
    'PENDING' | 'RUNNING' | 'WAITING' | 'DONE' | 'REFUSED' | 'FAILED' | 'COMPENSATING' | 'COMPENSATED';
  /** How often it was tried, both ways. */
  readonly attempts: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: string | null;
}

const STEPS: Readonly<Record<SagaKind, readonly SagaStepName[]>> = {
  PLACE_ORDER: PLACE_ORDER_STEPS,
  RETURN_ITEMS: RETURN_ITEMS_STEPS,
  FOLLOW_PAYMENT: FOLLOW_PAYMENT_STEPS,
};

/** One report per step of the saga, in its order; `PENDING` for those it has not come to. */
export function reportSteps(saga: Pick<Saga, 'kind' | 'checkoutSessionId' | 'attempts'>): StepReport[] {
  return STEPS[saga.kind].flatMap((name) => {
    const attempts = saga.attempts.filter(({ step }) => step === name);
    // Without a session there is no cart to lock.
    const isIts = name !== 'lock-cart' || saga.checkoutSessionId !== null || attempts.length > 0;
    return isIts ? [reportOf(name, attempts)] : [];
  });
}

function reportOf(name: SagaStepName, attempts: readonly SagaAttempt[]): StepReport {
  const [first] = attempts;
  const last = attempts.at(-1);
  return {
    name,
    status: last === undefined ? 'PENDING' : statusOf(last),
    attempts: attempts.length,
    startedAt: first?.startedAt ?? null,
    finishedAt: last?.finishedAt ?? null,
    error: last?.error ?? null,
  };
}

function statusOf({ direction, outcome }: SagaAttempt): StepReport['status'] {
  if (direction === 'COMPENSATE') return outcome === 'DONE' ? 'COMPENSATED' : 'COMPENSATING';
  return outcome ?? 'RUNNING';
}

/** Whether a step was ever begun: it may have had its effect, also when its process died. */
export function hasBegun({ attempts }: Pick<Saga, 'attempts'>, name: SagaStepName): boolean {
  return attempts.some(({ step, direction }) => step === name && direction === 'DO');
}

/** When a step was begun last; undefined when it never was. */
export function lastBegun({ attempts }: Pick<Saga, 'attempts'>, name: SagaStepName): Date | undefined {
  return attempts.findLast(({ step, direction }) => step === name && direction === 'DO')?.startedAt;
}

// The order is cancelled first, because that decides; then the cart is given back, because somebody waits for it. The
// session remembers the lock, so it is opened last.
const UNDO_ORDER: readonly SagaStepName[] = [
  'place-order',
  'lock-cart',
  'allocate-stock',
  'hold-promotions',
  'create-intent',
  'confirm-order',
  'verify-quote',
];

/**
 * The steps whose effect has to be undone yet, in the order to undo them in. Without any log, of an order that was
 * made before there were sagas, that is every step.
 */
export function stepsToUndo({ attempts }: Pick<Saga, 'attempts'>): SagaStepName[] {
  return UNDO_ORDER.filter(
    (name) => !isUndone({ attempts }, name) && (hasBegun({ attempts }, name) || !hasLog(attempts)),
  );
}

function hasLog(attempts: readonly SagaAttempt[]): boolean {
  return attempts.some(({ direction }) => direction === 'DO');
}

function isUndone({ attempts }: Pick<Saga, 'attempts'>, name: SagaStepName): boolean {
  const last = attempts.findLast(({ step }) => step === name);
  return last?.direction === 'COMPENSATE' && last.outcome === 'DONE';
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How long to wait after `failures` failed attempts in a row: doubling from one second to a minute, between half and
 * all of it by `random` (0 to 1), so that sagas that failed together do not come back together.
 */
export function pauseMs(failures: number, random: number): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10), LONGEST_PAUSE_MS);
  return Math.round(longest * (0.5 + random / 2));
}
