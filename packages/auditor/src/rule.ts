import type { AuditedDatabases, AuditedDomain } from './audited-databases';
import type { Findings } from './findings';
import type { PaymentParty } from './payment/payment-party';
import type { TopicLog } from './topics/topic-log';

/** What rules look at. */
export interface AuditedWorld {
  readonly databases: AuditedDatabases;
  /** Undefined when its address is not known. */
  readonly payments: PaymentParty | undefined;
  /** Undefined when there is neither a broker nor a log. */
  readonly topics: TopicLog | undefined;
  /**
   * How long the system has to bring about by itself what follows from a change: what is younger is not judged. Added to
   * every timeout that the system has itself.
   */
  readonly marginSeconds: number;
}

/** One thing that must hold, over all databases, topics and parties it is about. */
export interface Rule {
  /** As in metrics and reports: `stock-conserved`. */
  readonly name: string;
  /** What must hold, as a sentence. */
  readonly holds: string;
  /** Whose databases it reads; with one of them missing it cannot be checked. */
  readonly databases: readonly AuditedDomain[];
  /** What it needs beside databases. */
  readonly needs?: 'payments' | 'topics';
  /**
   * Looks once and notes what it looked at and what is broken. Databases are read one after the other, so on a system that
   * runs a finding counts only when a second look has it, too.
   * @throws AppError (retriable) when something cannot be read: nothing is known of the rule then.
   */
  check(world: AuditedWorld, findings: Findings): Promise<void>;
}
