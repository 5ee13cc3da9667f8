import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphResponse, SubscriptionSink } from '../subgraph-transport/subgraph-transport';

/** How a subscription that ended with errors leaves its iterator. */
export class SubscriptionBrokenOff extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super('The subscription has ended with errors');
    this.name = 'SubscriptionBrokenOff';
  }
}

/** Answers that may wait for a reader; one more and the subscription ends rather than lose one. */
const MAX_WAITING = 256;

const OVERFLOW: readonly GraphQLFormattedError[] = [
  {
    message: 'The reader is too slow for this subscription',
    extensions: { code: 'SUBSCRIPTION_OVERFLOW' },
  },
];

type Step = IteratorResult<SubgraphResponse, undefined>;

/**
 * A subscription as something to iterate over. Written by hand: a generator blocked in `await` would not see
 * `return()`, and the subscription would leak. Rejects with {@link SubscriptionBrokenOff} after the last answer when
 * it ended with errors.
 */
export class SubscriptionIterator implements AsyncIterableIterator<SubgraphResponse> {
  private readonly ready: SubgraphResponse[] = [];
  private waiting: { resolve(step: Step): void; reject(error: Error): void } | undefined;
  private ending: 'complete' | SubscriptionBrokenOff | undefined;
  private readonly stop: () => void;

  constructor(open: (sink: SubscriptionSink) => () => void) {
    this.stop = open({
      next: (response) => {
        this.push(response);
      },
      error: (errors) => {
        this.end(new SubscriptionBrokenOff(errors));
      },
      complete: () => {
        this.end('complete');
      },
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Step> {
    const value = this.ready.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.ending instanceof SubscriptionBrokenOff) return Promise.reject(this.ending);
    if (this.ending !== undefined) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  return(): Promise<Step> {
    this.stop();
    this.ready.length = 0;
    this.end('complete');
    return Promise.resolve({ done: true, value: undefined });
  }

  private push(value: SubgraphResponse): void {
    if (this.ending !== undefined) return;
    if (this.waiting !== undefined) {
      this.waiting.resolve({ done: false, value });
      this.waiting = undefined;
    } else if (this.ready.length < MAX_WAITING) this.ready.push(value);
    else {
      this.stop();
      this.end(new SubscriptionBrokenOff(OVERFLOW));
    }
  }

  private end(ending: 'complete' | SubscriptionBrokenOff): void {
    if (this.ending !== undefined) return;
    this.ending = ending;
    if (ending === 'complete') this.waiting?.resolve({ done: true, value: undefined });
    else this.waiting?.reject(ending);
    this.waiting = undefined;
  }
}
