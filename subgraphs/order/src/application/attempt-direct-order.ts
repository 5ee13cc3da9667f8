import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { DirectOrderRefusal } from '../domain/direct-order-refusals';
import type { CheckoutRefusal } from '../domain/refusals';
import { requestFacts } from './attempt-order';
import type { AttemptOrder, AttemptResult } from './attempt-order';
import type { DraftDirectOrder } from './draft-direct-order';
import type { AskedOrder } from './read-direct-order';
import type { RunPlaceOrder, RunResult } from './sagas/place-order/run-place-order';
import type { PlacedFacts } from './sagas/place-order/saga-step';
import type { UndoPlaceOrder } from './sagas/place-order/undo-place-order';
import type { SagaStore } from './sagas/saga-ports';
import { SAGA_LEASE_MS } from './sagas/saga-run';
import type { SagaRun } from './sagas/saga-run';

export interface AttemptDirectOrderDeps {
  readonly attempt: AttemptOrder;
  readonly draft: DraftDirectOrder;
  readonly sagas: Pick<SagaStore, 'begin'>;
  readonly way: { readonly run: RunPlaceOrder; readonly undo: UndoPlaceOrder };
  readonly clock: Clock;
}

export interface DirectAttempt {
  readonly claim: HeldClaim;
  readonly asked: AskedOrder;
  /** Null when there is nothing to pay. */
  readonly paymentToken: string | null;
}

export type AttemptDirectOrder = (
  attempt: DirectAttempt,
  context: OperationContext,
) => Promise<AttemptResult<DirectOrderRefusal | CheckoutRefusal>>;

/**
 * An order that staff makes, see {@link AttemptOrder}: nothing is locked, so its saga begins at `place-order`. What it
 * redeems is known to its request alone; so one whose request died is carried on by the next only from the payment on,
 * and undone before.
 */
export function attemptDirectOrder(deps: AttemptDirectOrderDeps): AttemptDirectOrder {
  const { attempt, way } = deps;
  return (input, context) => {
    const { claim, asked, paymentToken } = input;
    const facts = requestFacts({ claim, paymentToken: paymentToken ?? '' }, context);
    return attempt<DirectOrderRefusal | CheckoutRefusal>(claim, {
      trace: facts.origin,
      firstStep: 'place-order',
      begin: async () => {
        const drafted = await deps.draft({ asked, hasPayment: paymentToken !== null }, context);
        if (drafted.kind === 'refused') return drafted;
        const now = deps.clock.now();
        const until = new Date(now.getTime() + SAGA_LEASE_MS);
        const { traceparent, correlationId } = facts.origin;
        const begin = { now, until, trace: { traceparent, correlationId } };
        if (!(await deps.sagas.begin(facts.orderId, begin)))
          return { kind: 'refused', refusals: [{ kind: 'keyInProgress' }] };
        const { draft } = drafted;
        return { kind: 'begun', facts: { ...facts, draft, session: undefined, current: undefined } };
      },
      takeUp: (current) => Promise.resolve({ ...facts, session: undefined, current }),
      carryOn: (saga, placed) =>
        saga.hasBegun('create-intent') ? way.run(saga, placed, 'create-intent') : giveUp(way, saga, placed),
    });
  };
}

/** The key is free then, and its next use makes a new order. */
async function giveUp(
  { undo }: AttemptDirectOrderDeps['way'],
  saga: SagaRun,
  placed: PlacedFacts,
): Promise<RunResult> {
  const undone = await undo(saga, placed, 'PAYMENT_UNAVAILABLE');
  return undone.kind === 'stands'
    ? { kind: 'overtaken', current: undone.current }
    : { kind: 'refused', facts: undone.facts, refusals: [{ kind: 'keyInProgress' }] };
}
