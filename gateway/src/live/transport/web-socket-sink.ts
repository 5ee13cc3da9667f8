import type { GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import type { LiveSink, LiveSubscription } from '../live-sink';
import type { Laggard, Laggards } from './laggards';

/** How a subscription that ended with errors leaves its iterator; the server writes them as an `error` frame. */
export class SubscriptionFailure extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super('The subscription has ended with errors');
    this.name = 'SubscriptionFailure';
  }
}

type Ending =
  | { readonly kind: 'completed' }
  | { readonly kind: 'failed'; readonly errors: readonly GraphQLFormattedError[] };

interface WebSocketSinkOptions {
  readonly socket: WebSocket;
  /** Id of the operation on its socket. */
  readonly id: string;
  readonly laggards: Laggards;
  readonly highWaterBytes: number;
}

const GIVE_UP_CODE = 1013;
const CUT_AFTER_MS = 500;

/**
 * One subscription of a WebSocket. To the protocol library it is an iterator that yields nothing and ends when the
 * subscription does; the frames in between are written here, with the payload all subscribers share put in as it is.
 * (The library would make the same JSON again for each of them.)
 */
export class WebSocketSink implements LiveSink, Laggard {
  private readonly prefix: string;
  private subscription: LiveSubscription | undefined;
  private readonly ended: Promise<void>;
  private resolveEnded: () => void = () => undefined;
  private rejectEnded: (failure: SubscriptionFailure) => void = () => undefined;
  private isOver = false;
  private isLagging = false;

  constructor(private readonly options: WebSocketSinkOptions) {
    this.ended = new Promise((resolve, reject) => {
      this.resolveEnded = resolve;
      this.rejectEnded = reject;
    });
    // It may fail before anybody waits for it.
    this.ended.catch(() => undefined);
    this.prefix = `{"id":${JSON.stringify(options.id)},"type":"next","payload":`;
  }

  /** Ties the sink to what it is fed by. */
  attach(subscription: LiveSubscription): void {
    this.subscription = subscription;
    if (this.isOver) subscription.close();
  }

  isReady(): boolean {
    const { socket, highWaterBytes, laggards } = this.options;
    if (this.isLagging || socket.readyState !== WebSocket.OPEN) return false;
    if (socket.bufferedAmount <= highWaterBytes) return true;
    this.isLagging = true;
    laggards.add(this);
    return false;
  }

  next(json: string): void {
    const { socket } = this.options;
    if (!this.isOver && socket.readyState === WebSocket.OPEN) socket.send(`${this.prefix}${json}}`);
  }

  complete(): void {
    this.end({ kind: 'completed' });
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.end({ kind: 'failed', errors });
  }

  hasCaughtUp(): boolean {
    const { socket, highWaterBytes } = this.options;
    return socket.readyState !== WebSocket.OPEN || socket.bufferedAmount <= highWaterBytes / 2;
  }

  onCaughtUp(): void {
    this.isLagging = false;
    this.subscription?.resume();
  }

  onGivenUp(): void {
    const { socket } = this.options;
    socket.close(GIVE_UP_CODE, 'Too slow');
    // Its buffer is full, so the close frame itself may never get through.
    setTimeout(() => {
      socket.terminate();
    }, CUT_AFTER_MS).unref();
  }

  /**
   * The subscription's life as the protocol library wants it. Written by hand because a generator that waits does
   * not notice `return()`, and the subscription would leak.
   */
  lifetime(): AsyncIterableIterator<never> {
    const done: IteratorResult<never> = { done: true, value: undefined };
    const iterator: AsyncIterableIterator<never> = {
      [Symbol.asyncIterator]: () => iterator,
      next: () => this.ended.then(() => done),
      return: () => {
        this.complete();
        return Promise.resolve(done);
      },
    };
    return iterator;
  }

  private end(ending: Ending): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.laggards.remove(this);
    this.subscription?.close();
    if (ending.kind === 'completed') this.resolveEnded();
    else this.rejectEnded(new SubscriptionFailure(ending.errors));
  }
}
