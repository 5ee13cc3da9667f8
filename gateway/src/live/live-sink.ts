import type { GraphQLFormattedError } from 'graphql';

/** One subscriber as the engine sees it; each transport has its own. Methods must not throw. */
export interface LiveSink {
  /**
   * Whether another frame may be written now. After false the engine writes nothing and keeps nothing for this
   * subscriber; the transport calls {@link LiveSubscription.resume} once the reader has caught up.
   */
  isReady(): boolean;
  /** Writes one execution result, already JSON, shared by everybody it is for. */
  next(json: string): void;
  /** The subscription is over; nothing follows. */
  complete(): void;
  /** The subscription is over because of these errors; nothing follows. */
  fail(errors: readonly GraphQLFormattedError[]): void;
}

/** What a transport holds of a running subscription. Both methods may be called at any time, any number of times. */
export interface LiveSubscription {
  /** The reader has caught up: it gets one frame with the newest state and every change it has missed. */
  resume(): void;
  /** The subscriber is gone. The engine does not call the sink again. */
  close(): void;
}
