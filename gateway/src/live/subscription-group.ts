import type { LiveIdentity } from './identity';
import type { SubscriptionQuery } from './live-query';
import type { LiveSink, LiveSubscription } from './live-sink';

/** Subscribers of one query, whatever feeds them. */
export interface SubscriptionGroup {
  readonly currentQuery: SubscriptionQuery;
  readonly subscriberCount: number;
  /** Whether one more subscriber would get everything it is due; if not it needs a group of its own. */
  readonly takesSubscribers: boolean;
  /** @param resumeFrom The version the subscriber has already, if it says so. */
  add(sink: LiveSink, identity: LiveIdentity, resumeFrom: number | undefined): LiveSubscription;
  /**
   * Takes over a new version of the supergraph, with the same subscribers.
   * @returns false when the field is served in another way now, and nothing was taken over.
   */
  adopt(query: SubscriptionQuery): boolean;
  /** Ends all subscriptions and gives everything back. `bye` must end the sink it is given. */
  end(bye: (sink: LiveSink) => void): void;
}
