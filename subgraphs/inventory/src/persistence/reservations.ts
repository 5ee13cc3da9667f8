import type { Queryable, Statement } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { AllocateAnswer, AllocateCommand, ReleaseCommand, Reservations } from '../application/ports';
import type { ReservationStatus } from '../domain/reservation';
import { mergeCarts } from './cart-commits';
import type { HoldTerms } from './hold-terms';
import { commitPart, releasePart } from './order-parts';
import { toReservation } from './reservation-row';
import { refuseForeignOperation, reserve, reserveAll, shortagesOf } from './reserve';

const ALLOCATE: Statement = {
  name: 'inventory_allocate',
  text: `SELECT outcome, hold_id, expires_at, skus, asked, obtainable
    FROM inventory_allocate($1::uuid, $2::uuid, $3, $4, $5, $6::text[], $7::int[], $8, $9::jsonb)`,
};
const COMMIT: Statement = {
  name: 'inventory_commit_order',
  text: 'SELECT inventory_commit_order($1::uuid, $2, $3::jsonb) AS status',
};
const RELEASE: Statement = {
  name: 'inventory_release',
  text: 'SELECT inventory_release($1::uuid, $2::uuid, $3, $4, $5, $6::jsonb) AS status',
};
/**
 * {@link Reservations} on the functions of prisma/inventory; each write is one statement.
 * @param onCommitted Called after each write: there may be events to send.
 */
export function createReservations(
  database: Queryable,
  terms: HoldTerms,
  onCommitted: () => void = () => undefined,
): Reservations {
  const written = async <T>(write: Promise<T>): Promise<T> => {
    const result = await write;
    onCommitted();
    return result;
  };
  return {
    reserve: (command, headers) => written(reserve(database, terms, command, headers)),
    reserveAll: (command) => written(reserveAll(database, terms, command)),
    merge: (merge, headers) => written(mergeCarts(database, merge, headers)),
    allocate: (command, headers) => written(allocate(database, command, headers)),
    commit: (orderId, actor, headers) => written(commitOrder(database, orderId, actor, headers)),
    release: (command, headers) => written(releaseByOwner(database, terms, command, headers)),
    commitPart: (command, actor, headers) => written(commitPart(database, command, actor, headers)),
    releasePart: (command, reason, headers) => written(releasePart(database, command, reason, headers)),
  };
}

/** The goods of an order leave; see {@link Reservations.commit}. Also for use inside an event's transaction. */
export async function commitOrder(
  database: Queryable,
  orderId: string,
  actor: string,
  headers: EventHeaders,
): Promise<ReservationStatus> {
  const [row] = await database.query<{ status: ReservationStatus }>(COMMIT, [
    orderId,
    actor,
    JSON.stringify(headers),
  ]);
  return row?.status ?? 'COMMITTED';
}

/** Takes back an operation or an allocation; see {@link Reservations.release}. Also for use inside an event's transaction. */
export async function releaseByOwner(
  database: Queryable,
  terms: HoldTerms,
  command: ReleaseCommand,
  headers: EventHeaders,
): Promise<ReservationStatus | 'CONFIRMED'> {
  const values = [
    command.operationId,
    command.ownerId,
    command.reason,
    terms.slideSeconds,
    terms.capSeconds,
    JSON.stringify(headers),
  ];
  const rows = await database
    .query<{ status: ReservationStatus | 'CONFIRMED' }>(RELEASE, values)
    .catch(refuseForeignOperation);
  return rows[0]?.status ?? 'RELEASED';
}

interface AllocateRow {
  readonly outcome: 'ALLOCATED' | 'INSUFFICIENT' | `KNOWN:${ReservationStatus}`;
  readonly hold_id: string;
  readonly expires_at: Date | null;
  readonly skus: readonly string[] | null;
  readonly asked: readonly number[] | null;
  readonly obtainable: readonly number[] | null;
}

async function allocate(
  database: Queryable,
  command: AllocateCommand,
  headers: EventHeaders,
): Promise<AllocateAnswer> {
  const [row] = await database.query<AllocateRow>(ALLOCATE, [
    command.cartId,
    command.orderId,
    command.cartVersion,
    command.region,
    command.storeId ?? null,
    command.lines.map(({ sku }) => sku),
    command.lines.map(({ quantity }) => quantity),
    command.holdSeconds,
    JSON.stringify(headers),
  ]);
  if (row === undefined) throw new Error('inventory_allocate answered nothing');
  return toAllocateAnswer(row, command.orderId);
}

function toAllocateAnswer(row: AllocateRow, orderId: string): AllocateAnswer {
  const status = statusOf(row.outcome);
  const reservation = toReservation({
    id: row.hold_id,
    type: 'ORDER',
    owner_id: orderId,
    status,
    expires_at: row.expires_at,
    hard_cap_at: null,
  });
  if (row.outcome === 'INSUFFICIENT') {
    return {
      kind: 'insufficient',
      reservation,
      shortages: shortagesOf(row.skus ?? [], row.asked ?? [], row.obtainable ?? []),
    };
  }
  const hasGoods = status === 'ALLOCATED' || status === 'COMMITTED';
  return { kind: hasGoods ? 'allocated' : 'ended', reservation };
}

function statusOf(outcome: AllocateRow['outcome']): ReservationStatus {
  if (outcome === 'ALLOCATED') return 'ALLOCATED';
  return outcome === 'INSUFFICIENT' ? 'RELEASED' : (outcome.slice('KNOWN:'.length) as ReservationStatus);
}
