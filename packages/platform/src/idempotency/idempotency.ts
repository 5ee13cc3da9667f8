import type { Queryable } from '../database/queryable';
import { newId } from '../ids/uuid-v7';
import { DAY_MS, SECOND_MS } from '../time/clock';
import { ClaimLostError } from './claim-lost';
import { writeClaimsTogether } from './claim-together';
import type { WriteClaim } from './claim-together';
import { fingerprint } from './fingerprint';
import {
  IDEMPOTENCY_ABANDON,
  IDEMPOTENCY_COMPLETE,
  IDEMPOTENCY_HAND_BACK,
  IDEMPOTENCY_PURGE,
  IDEMPOTENCY_READ,
} from './statements';

/** One request that its sender may repeat. */
export interface ClaimRequest {
  /** See `idempotencyScope`. */
  readonly scope: string;
  /** The operation's name, e.g. `cartLinesAdd`: keys of different operations do not meet. */
  readonly operation: string;
  /** The client's key. */
  readonly key: string;
  /** What the request asks for; the same key with another input is refused. */
  readonly input: unknown;
}

/** The right to carry out a request once, until its lease ends. */
export interface HeldClaim {
  readonly kind: 'claimed';
  readonly scope: string;
  readonly operation: string;
  readonly key: string;
  /** Names the effect in every remote call. A takeover keeps it, so remote effects cannot double. */
  readonly operationId: string;
  /** The fence: another request that takes over gets another one. */
  readonly claim: string;
  /** An earlier attempt ended without a trace: its remote effects may exist. */
  readonly isTakeover: boolean;
}

export type Claim =
  | HeldClaim
  /** Carried out before: resolve the client's selection from `outcome` with `replayed: true`. */
  | { readonly kind: 'replay'; readonly outcome: Readonly<Record<string, unknown>> }
  /** Another request with this key is at work: user error `IDEMPOTENCY_IN_PROGRESS`. */
  | { readonly kind: 'inProgress'; readonly retryAfterMs: number }
  /** The key belongs to another input: user error `IDEMPOTENCY_KEY_REUSED`. */
  | { readonly kind: 'reused' };

export interface IdempotencyOptions {
  /** How long a claim protects its owner. Shorter than the lease of a stock reservation (60 s). Default 30,000 ms. */
  readonly leaseMs?: number;
  /** How long outcomes are kept. Default 24 h. */
  readonly keepMs?: number;
}

/** Makes a request with a key have its effect at most once, over all processes of a domain. */
export interface Idempotency {
  /**
   * Asks for the right to carry out a request: one statement when it is given, two when not; claims that wait for each
   * other share the first. Of parallel requests
   * with one key exactly one gets `claimed`. Runs outside a transaction: the claim must be visible before remote
   * calls begin.
   */
  claim(request: ClaimRequest): Promise<Claim>;
  /**
   * Stores the outcome in the transaction of the effect.
   * @param outcome ids, committed version and warnings; never a response body.
   * @throws ClaimLostError when the claim is no longer the caller's or its lease ended: `tx` must roll back.
   */
  complete(tx: Queryable, claim: HeldClaim, outcome: Readonly<Record<string, unknown>>): Promise<void>;
  /** Gives the claim back after a refusal without effect, so that the same key may succeed later. */
  abandon(claim: HeldClaim): Promise<void>;
  /**
   * Ends the lease early after a fault whose effect is not known: the next request with the key takes over with the
   * same operation id at once instead of waiting for the lease. Does nothing when the claim is not the caller's.
   */
  handBack(claim: HeldClaim): Promise<void>;
  /** Deletes up to `limit` rows past their time; run it again when it returns `limit`. Safe in several processes. */
  purge(limit?: number): Promise<number>;
}

/** {@link Idempotency} on the domain's own `idempotency` table. */
export function createIdempotency(database: Queryable, options: IdempotencyOptions = {}): Idempotency {
  const write = writeClaimsTogether(database, options.leaseMs ?? 30 * SECOND_MS);
  return {
    claim: (request) => claim(database, request, write),
    complete: async (tx, held, outcome) => {
      const rows = await tx.query(IDEMPOTENCY_COMPLETE, [
        ...address(held),
        held.claim,
        JSON.stringify(outcome),
      ]);
      if (rows.length === 0) throw new ClaimLostError();
    },
    abandon: async (held) => {
      await database.query(IDEMPOTENCY_ABANDON, [...address(held), held.claim]);
    },
    handBack: async (held) => {
      await database.query(IDEMPOTENCY_HAND_BACK, [...address(held), held.claim]);
    },
    purge: async (limit = 1_000) =>
      (await database.query(IDEMPOTENCY_PURGE, [options.keepMs ?? DAY_MS, limit])).length,
  };
}

interface StoredClaim {
  readonly fingerprint: Uint8Array;
  readonly state: 'IN_FLIGHT' | 'DONE';
  readonly outcome: Record<string, unknown> | null;
  readonly lease_ms: number;
}

// Between the refused claim and the look at its reason the row may be abandoned, or its lease may end: ask again.
const ROUNDS = 5;

async function claim(database: Queryable, request: ClaimRequest, write: WriteClaim): Promise<Claim> {
  const { scope, operation, key } = request;
  const print = fingerprint(request.input);
  for (let round = 0; round < ROUNDS; round += 1) {
    const [freshId, token] = [newId(), newId()];
    const wanted = { scope, operation, key, fingerprint: print, operationId: freshId, claim: token };
    const operationId = await write(wanted);
    if (operationId !== undefined) return heldClaim(request, operationId, token, operationId !== freshId);
    const [stored] = await database.query<StoredClaim>(IDEMPOTENCY_READ, address(request));
    const reason = stored === undefined ? undefined : reasonOf(stored, print);
    if (reason !== undefined) return reason;
  }
  return { kind: 'inProgress', retryAfterMs: 100 };
}

function reasonOf(stored: StoredClaim, print: Buffer): Claim | undefined {
  if (!print.equals(stored.fingerprint)) return { kind: 'reused' };
  if (stored.state === 'DONE') return { kind: 'replay', outcome: stored.outcome ?? {} };
  return stored.lease_ms > 0
    ? { kind: 'inProgress', retryAfterMs: Math.min(1_000, stored.lease_ms) }
    : undefined;
}

function heldClaim(
  request: ClaimRequest,
  operationId: string,
  token: string,
  isTakeover: boolean,
): HeldClaim {
  const { scope, operation, key } = request;
  return { kind: 'claimed', scope, operation, key, operationId, claim: token, isTakeover };
}

function address(of: { scope: string; operation: string; key: string }): string[] {
  return [of.scope, of.operation, of.key];
}
