import type {
  AttemptOutcome,
  Saga,
  SagaDirection,
  SagaState,
  SagaStepName,
  SagaTrace,
} from '../../domain/saga';

export interface BegunAttempt {
  readonly id: string;
  readonly step: SagaStepName;
  readonly direction: SagaDirection;
}

/** What a worker writes into the log of a saga in one statement. */
export interface SagaNote {
  readonly sagaId: string;
  readonly at: Date;
  /** The attempt that is over. */
  readonly ended?: BegunAttempt & { readonly outcome: AttemptOutcome; readonly error: string | null };
  /** The attempt that begins. */
  readonly begun?: BegunAttempt;
  readonly state?: { readonly to: SagaState; readonly reason: string | null };
  /** Failed attempts in a row, when that number changes. */
  readonly failures?: number;
  readonly next:
    /** The worker goes on; should it die, another one takes over then. */
    | { readonly kind: 'leased'; readonly until: Date }
    /** Nobody works on it; it is due then, or earlier when it was woken meanwhile. */
    | { readonly kind: 'due'; readonly at: Date }
    | { readonly kind: 'ended' };
}

/** Sagas and their logs. */
export interface SagaStore {
  /**
   * Begins the saga of an order without a session, with its verified quote; the same one may begin again while it goes
   * forward. False when it does not any more. Nobody else works on it until then.
   */
  begin(
    id: string,
    first: { readonly now: Date; readonly until: Date; readonly trace: SagaTrace },
  ): Promise<boolean>;
  find(id: string): Promise<Saga | undefined>;
  /** Ids of sagas that are due and that nobody works on, the longest due first. */
  due(now: Date, limit: number): Promise<readonly string[]>;
  /** Takes a saga that nobody works on and that has not ended; undefined otherwise. At most one worker has it. */
  lease(id: string, now: Date, until: Date): Promise<Saga | undefined>;
  note(note: SagaNote): Promise<void>;
  /** Makes a saga that has not ended due at once, also while somebody works on it: then after that. */
  wake(id: string, now: Date): Promise<void>;
  /**
   * Begins a saga that finds out what became of an order's money, unless so much is known to have been given back. Once
   * per id; nothing happens for an order that is not there.
   */
  followPayment(news: {
    readonly id: string;
    readonly orderId: string;
    readonly refundedMinor: bigint;
    readonly now: Date;
  }): Promise<void>;
}
