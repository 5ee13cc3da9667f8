import { badInput } from '@agora/platform/errors';
import type { Queryable, Statement } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { ReserveAllCommand, ReserveAnswer, ReserveCommand } from '../application/ports';
import type { Grant, ReservationStatus } from '../domain/reservation';
import type { Shortage } from '../domain/stock-request';
import type { HoldTerms } from './hold-terms';
import { toReservation } from './reservation-row';

const RESERVE: Statement = {
  name: 'inventory_reserve',
  text: `SELECT outcome, hold_id, hold_status, expires_at, hard_cap_at, skus, asked, granted, backordered, obtainable
    FROM inventory_reserve($1::uuid, $2::uuid, $3, $4, $5::text[], $6::int[], $7, $8, $9, $10, $11::jsonb)`,
};

const RESERVE_ALL: Statement = {
  name: 'inventory_reserve_all',
  text: `SELECT outcome, hold_id, hold_status, expires_at, hard_cap_at, skus, asked, granted, backordered, obtainable
    FROM inventory_reserve_all($1::uuid, $2, $3, $4::jsonb, $5, $6, $7)`,
};

interface ReserveRow {
  readonly outcome: 'GRANTED' | 'REPLAYED' | 'RELEASED' | 'INSUFFICIENT' | 'EXTENDED' | 'EXPIRED';
  readonly hold_id: string;
  readonly hold_status: ReservationStatus;
  readonly expires_at: Date | null;
  readonly hard_cap_at: Date | null;
  readonly skus: readonly string[];
  readonly asked: readonly number[];
  readonly granted: readonly number[] | null;
  readonly backordered: readonly number[] | null;
  readonly obtainable: readonly number[] | null;
}

/**
 * One statement, one round trip: reserves, remembers the operation and writes the events.
 * @throws AppError `BAD_USER_INPUT` when the operation belongs to another cart or the owner is an order.
 */
export async function reserve(
  database: Queryable,
  terms: HoldTerms,
  command: ReserveCommand,
  headers: EventHeaders,
): Promise<ReserveAnswer> {
  const rows = await database
    .query<ReserveRow>(RESERVE, [
      command.operationId,
      command.cartId,
      command.region,
      command.storeId ?? null,
      command.lines.map(({ sku }) => sku),
      command.lines.map(({ quantity }) => quantity),
      command.allowPartial,
      terms.leaseSeconds,
      terms.slideSeconds,
      terms.capSeconds,
      JSON.stringify(headers),
    ])
    .catch(refuseForeignOperation);
  const row = rows[0];
  if (row === undefined) throw new Error('inventory_reserve answered nothing');
  return toAnswer(row, command);
}

/**
 * Several reserves of one cart in one statement; see {@link reserve}.
 * @throws AppError `BAD_USER_INPUT` as {@link reserve}; nothing is reserved then.
 */
export async function reserveAll(
  database: Queryable,
  terms: HoldTerms,
  { cartId, region, storeId, operations }: ReserveAllCommand,
): Promise<ReserveAnswer[]> {
  const asked = operations.map(({ operationId, lines, headers }) => ({
    operation_id: operationId,
    skus: lines.map(({ sku }) => sku),
    deltas: lines.map(({ quantity }) => quantity),
    headers,
  }));
  const rows = await database
    .query<ReserveRow>(RESERVE_ALL, [
      cartId,
      region,
      storeId ?? null,
      JSON.stringify(asked),
      terms.leaseSeconds,
      terms.slideSeconds,
      terms.capSeconds,
    ])
    .catch(refuseForeignOperation);
  return operations.map(({ lines }, index) => {
    const row = rows[index];
    if (row === undefined) throw new Error('inventory_reserve_all left out an operation');
    return toAnswer(row, { cartId, lines });
  });
}

function toAnswer(row: ReserveRow, command: Pick<ReserveCommand, 'cartId' | 'lines'>): ReserveAnswer {
  const reservation = toReservation({
    ...row,
    id: row.hold_id,
    type: 'CART',
    owner_id: command.cartId,
    status: row.hold_status,
  });
  switch (row.outcome) {
    case 'GRANTED':
    case 'REPLAYED':
      return { kind: 'granted', reservation, grants: grantsOf(row), isReplay: row.outcome === 'REPLAYED' };
    case 'INSUFFICIENT':
      return {
        kind: 'insufficient',
        reservation,
        shortages: shortagesOf(row.skus, row.asked, row.obtainable ?? []),
      };
    case 'EXTENDED':
      return { kind: 'extended', reservation };
    case 'RELEASED':
      return command.lines.length === 0
        ? { kind: 'notHeld', reservation }
        : { kind: 'released', reservation };
    case 'EXPIRED':
      return { kind: 'notHeld', reservation };
  }
}

function grantsOf(row: ReserveRow): Grant[] {
  return row.skus.map((sku, index) => ({
    sku,
    asked: row.asked[index] ?? 0,
    quantity: row.granted?.[index] ?? 0,
    backordered: row.backordered?.[index] ?? 0,
  }));
}

/** The lines of three parallel arrays that ask for more than there is. */
export function shortagesOf(
  skus: readonly string[],
  asked: readonly number[],
  obtainable: readonly number[],
): Shortage[] {
  return skus
    .map((sku, index) => ({ sku, requested: asked[index] ?? 0, available: obtainable[index] ?? 0 }))
    .filter(({ requested, available }) => available < requested);
}

/** SQLSTATE raised when an operation or owner is not what the caller takes it for. */
const NOT_YOURS = 'AG001';

/** Turns the functions' refusal of a foreign operation id into a caller's fault; rethrows everything else. */
export function refuseForeignOperation(error: unknown): never {
  if ((error as { code?: unknown }).code === NOT_YOURS) {
    throw badInput('input.operationId', 'belongs to another reservation');
  }
  throw error;
}
