import type { Database, Queryable } from '@agora/platform/database';
import { isUuid, newId } from '@agora/platform/ids';
import { z } from 'zod';
import type { SagaNote, SagaStore } from '../application/sagas/saga-ports';
import type { Saga } from '../domain/saga';
import { FOLLOW_PAYMENT_STEPS, PLACE_ORDER_STEPS, RETURN_ITEMS_STEPS } from '../domain/saga';
import {
  BEGIN_SAGA,
  DUE_SAGAS,
  FIND_SAGA,
  FOLLOW_PAYMENT,
  LEASE_SAGA,
  NOTE_SAGA,
  SAGAS_OF_ORDERS,
  WAKE_SAGA,
} from './saga-statements';

interface SagaRow {
  readonly id: string;
  readonly order_id: string;
  readonly checkout_session_id: string | null;
  readonly kind: Saga['kind'];
  readonly state: Saga['state'];
  readonly reason: string | null;
  readonly failures: number;
  readonly traceparent: string | null;
  readonly correlation_id: string | null;
  readonly attempts: unknown;
}

const time = z.string().transform((text) => new Date(text));
const attempts = z.array(
  z.object({
    step: z.enum([...PLACE_ORDER_STEPS, ...RETURN_ITEMS_STEPS, ...FOLLOW_PAYMENT_STEPS]),
    direction: z.enum(['DO', 'COMPENSATE']),
    startedAt: time,
    finishedAt: time.nullable(),
    outcome: z.enum(['DONE', 'WAITING', 'REFUSED', 'FAILED']).nullable(),
    error: z.string().nullable(),
  }),
);

/** {@link SagaStore} on PostgreSQL: every method is one statement. */
export function createSagaStore(database: Database): SagaStore {
  return {
    begin: async (id, { now, until, trace: { traceparent = null, correlationId = null } }) => {
      const values = [id, now, until, newId(), traceparent, correlationId];
      return (await database.query(BEGIN_SAGA, values)).length === 1;
    },
    find: async (id) => {
      const [row] = isUuid(id) ? await database.query<SagaRow>(FIND_SAGA, [id]) : [];
      return row === undefined ? undefined : toSaga(row);
    },
    due: async (now, limit) =>
      (await database.query<{ id: string }>(DUE_SAGAS, [now, limit])).map(({ id }) => id),
    lease: async (id, now, until) => {
      const [row] = await database.query<SagaRow>(LEASE_SAGA, [id, now, until]);
      return row === undefined ? undefined : toSaga(row);
    },
    note: async (note) => {
      await database.query(NOTE_SAGA, parametersOf(note));
    },
    wake: async (id, now) => {
      await database.query(WAKE_SAGA, [id, now]);
    },
    followPayment: async ({ id, orderId, refundedMinor, now }) => {
      await database.query(FOLLOW_PAYMENT, [id, orderId, refundedMinor, now]);
    },
  };
}

/** The sagas of orders, by order; an order without any is left out. */
export async function sagasOfOrders(
  database: Queryable,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Saga[]>> {
  const sagas = new Map<string, Saga[]>();
  for (const row of await database.query<SagaRow>(SAGAS_OF_ORDERS, [orderIds]))
    sagas.set(row.order_id, [...(sagas.get(row.order_id) ?? []), toSaga(row)]);
  return sagas;
}

function toSaga(row: SagaRow): Saga {
  const { id, kind, state, reason, failures } = row;
  return {
    ...{ id, kind, state, reason, failures },
    orderId: row.order_id,
    checkoutSessionId: row.checkout_session_id,
    trace: { traceparent: row.traceparent ?? undefined, correlationId: row.correlation_id ?? undefined },
    attempts: attempts.parse(row.attempts),
  };
}

function parametersOf({ sagaId, at, ended, begun, state, failures, next }: SagaNote): unknown[] {
  const values = [
    ...[sagaId, at],
    ...(ended === undefined ? [null, null, null] : [ended.id, ended.outcome, ended.error]),
    ...(begun === undefined ? [null, null, null] : [begun.id, begun.step, begun.direction]),
    ...(state === undefined ? [null, null] : [state.to, state.reason]),
    failures ?? null,
  ];
  switch (next.kind) {
    case 'leased':
      return [...values, next.until, null];
    case 'due':
      return [...values, null, next.at];
    case 'ended':
      return [...values, null, null];
  }
}
