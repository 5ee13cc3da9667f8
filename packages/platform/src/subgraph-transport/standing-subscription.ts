import type { GraphQLFormattedError } from 'graphql';
import { maskError } from '../errors/mask';
import { newId } from '../ids/uuid-v7';
import { backoffMs, sleep } from '../time/deadline';
import type {
  SubgraphRequest,
  SubgraphSink,
  SubgraphSubscription,
  SubscriptionSink,
} from './subgraph-transport';

/**
 * Opens a subscription once. What ends it without the subgraph's will is an error with one of the codes of an outage.
 * @returns how to end it; its sink is not called after that.
 * @throws AppError when there is nothing to open it on.
 */
export type OpenOnce = (request: SubgraphRequest, sink: SubscriptionSink) => () => void;

/** Codes by which a connection, not the subscription, has ended: trying again may help. */
const OUTAGES: ReadonlySet<unknown> = new Set(['DOWNSTREAM_UNAVAILABLE', 'DEADLINE_EXCEEDED']);

const RETRY_BASE_MS = 100;
const RETRY_MAX_MS = 5_000;

/** A subscription that is opened again whenever its connection is lost; what both transports have in common. */
export class StandingSubscription {
  private readonly ended = new AbortController();
  private closeConnection: (() => void) | undefined;
  private failures = 0;
  private attempt = 0;

  /** @param onEnded Called once, however it ends. */
  constructor(
    private readonly subscription: SubgraphSubscription,
    private readonly sink: SubgraphSink,
    private readonly parts: { readonly open: OpenOnce; readonly onEnded: () => void },
  ) {}

  /** Begins to follow. */
  start(): void {
    const { signal } = this.subscription;
    if (signal?.aborted === true) {
      this.stop();
      return;
    }
    signal?.addEventListener('abort', this.stop, { once: true });
    void this.connect();
  }

  /** Ends it without another call of the sink. Idempotent. */
  readonly stop = (): void => {
    this.end(() => undefined);
  };

  private async connect(): Promise<void> {
    this.attempt += 1;
    const { attempt } = this;
    const isCurrent = (): boolean => attempt === this.attempt && !this.ended.signal.aborted;
    try {
      const headers = await this.subscription.headers();
      if (!isCurrent()) return;
      const { query, operationName, variables } = this.subscription;
      const close = this.parts.open({ query, operationName, variables, headers }, this.sinkOf(isCurrent));
      // It may have ended already, and must still be given back.
      if (isCurrent()) this.closeConnection = close;
      else close();
    } catch (error) {
      this.onLost([maskError(error, { correlationId: newId() })]);
    }
  }

  private sinkOf(isCurrent: () => boolean): SubscriptionSink {
    return {
      next: (response) => {
        if (!isCurrent()) return;
        this.failures = 0;
        this.sink.next(response);
      },
      error: (errors) => {
        if (!isCurrent()) return;
        if (errors.every(({ extensions }) => OUTAGES.has(extensions?.['code']))) this.onLost(errors);
        else
          this.end(() => {
            this.sink.error(errors);
          });
      },
      complete: () => {
        if (!isCurrent()) return;
        this.end(() => {
          this.sink.complete();
        });
      },
    };
  }

  private onLost(errors: readonly GraphQLFormattedError[]): void {
    // Late calls of the connection that was lost must not be taken for the next one's.
    this.attempt += 1;
    this.leaveConnection();
    this.failures += 1;
    this.sink.interrupted(this.failures, errors);
    sleep(backoffMs(this.failures - 1, RETRY_BASE_MS, RETRY_MAX_MS), this.ended.signal).then(
      () => this.connect(),
      () => undefined,
    );
  }

  private end(say: () => void): void {
    if (this.ended.signal.aborted) return;
    this.ended.abort();
    this.subscription.signal?.removeEventListener('abort', this.stop);
    this.leaveConnection();
    this.parts.onEnded();
    say();
  }

  private leaveConnection(): void {
    const close = this.closeConnection;
    this.closeConnection = undefined;
    close?.();
  }
}

/** The open subscriptions of one transport. */
export class StandingSubscriptions {
  private readonly open = new Set<StandingSubscription>();

  constructor(private readonly openOnce: OpenOnce) {}

  /** Follows one more. @returns how to leave it. */
  follow(subscription: SubgraphSubscription, sink: SubgraphSink): () => void {
    const standing: StandingSubscription = new StandingSubscription(subscription, sink, {
      open: this.openOnce,
      onEnded: () => this.open.delete(standing),
    });
    this.open.add(standing);
    standing.start();
    return standing.stop;
  }

  /** Leaves all of them. */
  close(): void {
    for (const standing of [...this.open]) standing.stop();
  }
}
