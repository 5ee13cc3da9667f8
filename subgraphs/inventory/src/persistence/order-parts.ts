import { badInput } from '@agora/platform/errors';
import type { Queryable, Statement } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { PartCommand } from '../application/ports';
import type { ReservationStatus } from '../domain/reservation';
import { refuseForeignOperation } from './reserve';

const COMMIT_PART: Statement = {
  name: 'inventory_commit_part',
  text: 'SELECT inventory_commit_part($1::uuid, $2::uuid, $3, $4::text[], $5::int[], $6::jsonb) AS status',
};
const RELEASE_PART: Statement = {
  name: 'inventory_release_part',
  text: 'SELECT inventory_release_part($1::uuid, $2::uuid, $3, $4::text[], $5::int[], $6::jsonb) AS status',
};

/** SQLSTATE raised when the owner is a cart. */
const NO_PARTS = 'AG002';

/** See {@link Reservations.commitPart}; one statement. @throws AppError `BAD_USER_INPUT` for a cart, or an operation of another owner. */
export function commitPart(
  database: Queryable,
  command: PartCommand,
  actor: string,
  headers: EventHeaders,
): Promise<ReservationStatus | undefined> {
  return run(database, COMMIT_PART, { command, note: actor, headers });
}

/** See {@link Reservations.releasePart}; one statement. @throws AppError `BAD_USER_INPUT` as {@link commitPart}. */
export function releasePart(
  database: Queryable,
  command: PartCommand,
  reason: string,
  headers: EventHeaders,
): Promise<ReservationStatus | undefined> {
  return run(database, RELEASE_PART, { command, note: reason, headers });
}

interface Step {
  readonly command: PartCommand;
  /** Actor or reason. */
  readonly note: string;
  readonly headers: EventHeaders;
}

async function run(
  database: Queryable,
  statement: Statement,
  { command, note, headers }: Step,
): Promise<ReservationStatus | undefined> {
  const values = [
    command.operationId,
    command.orderId,
    note,
    command.lines.map(({ sku }) => sku),
    command.lines.map(({ quantity }) => quantity),
    JSON.stringify(headers),
  ];
  const rows = await database
    .query<{ status: ReservationStatus | null }>(statement, values)
    .catch((error: unknown) => {
      if ((error as { code?: unknown }).code === NO_PARTS)
        throw badInput('input.lines', 'an operation of a cart is taken back as a whole');
      return refuseForeignOperation(error);
    });
  return rows[0]?.status ?? undefined;
}
