import type { Queryable } from '../database/queryable';
import { GatherByKey } from '../gathering/gather-by-key';
import { IDEMPOTENCY_CLAIM, IDEMPOTENCY_CLAIM_ALL } from './statements';

/** A claim to be written. */
export interface WantedClaim {
  readonly scope: string;
  readonly operation: string;
  readonly key: string;
  readonly fingerprint: Uint8Array;
  /** Used when the key is fresh. */
  readonly operationId: string;
  readonly claim: string;
}

/** Writes a claim: the operation id to use, or undefined when it is not given. */
export type WriteClaim = (wanted: WantedClaim) => Promise<string | undefined>;

const MOST_TOGETHER = 50;
const ONE_QUEUE = 'claims';

/**
 * {@link WriteClaim} of which those that wait for each other in this process are one statement: each with an outcome of
 * its own, as if they had come one after another. Two for the same key are two statements.
 */
export function writeClaimsTogether(database: Queryable, leaseMs: number): WriteClaim {
  const gathered = new GatherByKey<WantedClaim, string | undefined>(
    (_, wanted) => write(database, wanted, leaseMs),
    MOST_TOGETHER,
  );
  return (wanted) => gathered.handleSoon(ONE_QUEUE, wanted);
}

async function write(
  database: Queryable,
  wanted: readonly WantedClaim[],
  leaseMs: number,
): Promise<readonly PromiseSettledResult<string | undefined>[]> {
  const firsts = new Map(wanted.toReversed().map((claim) => [addressOf(claim), claim]));
  const together = wanted.filter((claim) => firsts.get(addressOf(claim)) === claim);
  const given = writeAll(database, together, leaseMs);
  return Promise.allSettled(
    wanted.map(async (claim) => {
      const first = (await given).get(claim.claim);
      return together.includes(claim) ? first : writeOne(database, claim, leaseMs);
    }),
  );
}

interface GivenRow {
  readonly operation_id: string;
  readonly claim: string;
}

async function writeAll(
  database: Queryable,
  wanted: readonly WantedClaim[],
  leaseMs: number,
): Promise<ReadonlyMap<string, string>> {
  const [only] = wanted;
  if (only !== undefined && wanted.length === 1) {
    const given = await writeOne(database, only, leaseMs);
    return new Map(given === undefined ? [] : [[only.claim, given]]);
  }
  const column = <T>(valueOf: (claim: WantedClaim) => T): T[] => wanted.map(valueOf);
  const rows = await database.query<GivenRow>(IDEMPOTENCY_CLAIM_ALL, [
    ...[column(({ scope }) => scope), column(({ operation }) => operation), column(({ key }) => key)],
    column((claim) => Buffer.from(claim.fingerprint)),
    ...[column(({ operationId }) => operationId), column(({ claim }) => claim), leaseMs],
  ]);
  return new Map(rows.map(({ claim, operation_id: operationId }) => [claim, operationId]));
}

async function writeOne(
  database: Queryable,
  { scope, operation, key, fingerprint, operationId, claim }: WantedClaim,
  leaseMs: number,
): Promise<string | undefined> {
  const values = [scope, operation, key, fingerprint, operationId, claim, leaseMs];
  return (await database.query<{ operation_id: string }>(IDEMPOTENCY_CLAIM, values))[0]?.operation_id;
}

function addressOf({ scope, operation, key }: WantedClaim): string {
  return JSON.stringify([scope, operation, key]);
}
