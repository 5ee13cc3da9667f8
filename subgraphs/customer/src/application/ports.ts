import type { Queryable } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import type { Clock } from '@agora/platform/time';
import type { Customer } from '../domain/customer';

/** What staff did, for `audit_log`. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly correlationId: string;
}

/** One transaction on the customer database: all of it is committed, or none. */
export interface CustomerUnit {
  /** The customer as it is, locked until the transaction ends; undefined when there is none. */
  lock(id: string): Promise<Customer | undefined>;
  /** @throws DuplicateEmailError when the address belongs to another customer. */
  insert(customer: Customer): Promise<void>;
  /** Writes what differs. @throws DuplicateEmailError as {@link insert}. */
  save(before: Customer, after: Customer): Promise<void>;
  isSegment(code: string): Promise<boolean>;
  audit(entry: AuditEntry): Promise<void>;
  /** The same transaction, for outbox and idempotency. */
  readonly queryable: Queryable;
}

/** The customer database, for writers. */
export interface CustomerStore {
  inTransaction<T>(work: (unit: CustomerUnit) => Promise<T>): Promise<T>;
}

/** The e-mail address belongs to another customer. The transaction is lost. */
export class DuplicateEmailError extends Error {
  constructor() {
    super('duplicate e-mail address');
    this.name = 'DuplicateEmailError';
  }
}

/** What every writing use case needs. */
export interface CustomerDeps {
  readonly store: CustomerStore;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
}

/** Who asks for a change, for audit, events and idempotency. */
export interface ChangeRequest {
  readonly actor: string;
  /** Staff may change every customer, and leaves an audit entry; anybody else only the customer they are. */
  readonly isStaff: boolean;
  readonly customerId: string | null;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Undefined when the caller did not make the request repeatable. */
  readonly idempotencyKey: string | undefined;
}
