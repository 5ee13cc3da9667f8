import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import type { GraphQLFormattedError } from 'graphql';
import type { LiveContext } from './entity-tracker';
import { liveMetrics } from './live-metrics';
import type { StreamQuery } from './stream-query';

/** Who is told what the owner sends. Methods must not throw. */
export interface UpstreamListener {
  message(message: SubgraphResponse): void;
  /** The owner has said its last word: with errors, or undefined when there is nothing more. */
  end(errors: readonly GraphQLFormattedError[] | undefined): void;
  /** The owner cannot be reached, so many times in a row by now; trying goes on. */
  outage(failures: number, errors: readonly GraphQLFormattedError[]): void;
}

/** The one subscription of an owner that a group follows; what comes from an earlier one is dropped. */
export class StreamUpstream {
  private leave: (() => void) | undefined;
  private count = 0;

  constructor(private readonly listener: UpstreamListener) {}

  /** Which subscription this is, 0 before the first: one more with each that is opened. */
  get epoch(): number {
    return this.count;
  }

  /** Follows this query, instead of the one before. */
  follow(query: StreamQuery, context: LiveContext): void {
    this.stop();
    this.count += 1;
    const epoch = this.count;
    const ifCurrent = (tell: () => void): void => {
      if (epoch === this.count && this.leave !== undefined) tell();
    };
    liveMetrics.streams.inc();
    // Set before anything can be told, also by an owner that tells at once.
    this.leave = () => undefined;
    this.leave = query.owner.follow(
      { query: query.compiled.upstream.query, variables: query.upstreamVariables, context },
      {
        next: (message) => {
          ifCurrent(() => {
            this.listener.message(message);
          });
        },
        error: (errors) => {
          ifCurrent(() => {
            this.listener.end(errors);
          });
        },
        complete: () => {
          ifCurrent(() => {
            this.listener.end(undefined);
          });
        },
        interrupted: (failures, errors) => {
          liveMetrics.interruptions.inc();
          ifCurrent(() => {
            this.listener.outage(failures, errors);
          });
        },
      },
    );
  }

  /** Leaves the owner; nothing is told after that. Idempotent. */
  stop(): void {
    if (this.leave === undefined) return;
    liveMetrics.streams.dec();
    const { leave } = this;
    this.leave = undefined;
    leave();
  }
}
