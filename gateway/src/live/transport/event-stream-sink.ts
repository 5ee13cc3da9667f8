import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { LiveSink, LiveSubscription } from '../live-sink';
import type { Laggard, Laggards } from './laggards';

interface EventStreamSinkOptions {
  readonly response: ServerResponse;
  readonly laggards: Laggards;
  readonly highWaterBytes: number;
}

/** One subscription over server-sent events, in the "distinct connections" form of GraphQL over SSE. */
export class EventStreamSink implements LiveSink, Laggard {
  private subscription: LiveSubscription | undefined;
  private isOver = false;
  private isLagging = false;

  constructor(private readonly options: EventStreamSinkOptions) {}

  /** Ties the sink to what it is fed by. */
  attach(subscription: LiveSubscription): void {
    this.subscription = subscription;
    if (this.isOver) subscription.close();
  }

  isReady(): boolean {
    const { response, highWaterBytes, laggards } = this.options;
    if (this.isLagging || this.isOver) return false;
    if (response.writableLength <= highWaterBytes) return true;
    this.isLagging = true;
    laggards.add(this);
    return false;
  }

  next(json: string): void {
    if (!this.isOver) this.options.response.write(`event: next\ndata: ${json}\n\n`);
  }

  complete(): void {
    this.end('event: complete\ndata:\n\n');
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.next(JSON.stringify({ errors }));
    this.complete();
  }

  /** Ends the stream without saying that the subscription is complete: the client will come back. */
  hangUp(): void {
    this.end(undefined);
  }

  /** Keeps proxies and the client from taking a silent stream for a dead one. */
  beat(): void {
    if (!this.isOver && !this.isLagging) this.options.response.write(':\n\n');
  }

  hasCaughtUp(): boolean {
    const { response, highWaterBytes } = this.options;
    return response.destroyed || response.writableLength <= highWaterBytes / 2;
  }

  onCaughtUp(): void {
    this.isLagging = false;
    this.subscription?.resume();
  }

  onGivenUp(): void {
    this.options.response.destroy();
  }

  private end(last: string | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.laggards.remove(this);
    this.subscription?.close();
    this.options.response.end(last);
  }
}
