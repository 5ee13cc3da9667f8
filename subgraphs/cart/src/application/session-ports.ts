import type { Queryable } from '@agora/platform/database';
import type { Session } from '../domain/session';

export interface NewSession {
  readonly id: string;
  readonly customerId: string | null;
  readonly deviceInfo: unknown;
}

export interface SessionStore {
  /** By id; what is missing has no entry. */
  readMany(sessionIds: readonly string[]): Promise<ReadonlyMap<string, Session>>;
  /** Makes a session and stores the idempotent outcome in one transaction. */
  create(session: NewSession, complete: (tx: Queryable) => Promise<void>): Promise<Session>;
  /** @returns the session afterwards; undefined when there is none. */
  setDeviceInfo(sessionId: string, deviceInfo: unknown): Promise<Session | undefined>;
  /**
   * Ends it now: its tokens are no longer good. Ending it again changes nothing.
   * @returns the session afterwards; undefined when there is none.
   */
  end(sessionId: string): Promise<Session | undefined>;
}

/** Ends what is open on behalf of an identity, in every process of the gateway. Never rejects. */
export interface Revocations {
  /** @param subject As in `actorOf`: `session:<id>`. */
  revoked(subject: string): void;
}

/** Why a command on a session was refused (docs/errors.md). */
export type RefusalCode = 'SESSION_NOT_FOUND' | 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_KEY_REUSED';

export interface SessionRejection {
  readonly kind: RefusalCode;
}

export type SessionOutcome =
  | { readonly kind: 'done'; readonly session: Session; readonly sessionToken: string | null }
  | { readonly kind: 'refused'; readonly rejection: SessionRejection };
