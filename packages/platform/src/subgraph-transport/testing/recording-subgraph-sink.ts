import { setTimeout as wait } from 'node:timers/promises';
import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphResponse, SubgraphSink } from '../subgraph-transport';

/** Remembers everything a subscription brings. */
export class RecordingSubgraphSink implements SubgraphSink {
  readonly responses: SubgraphResponse[] = [];
  readonly interruptions: { failures: number; errors: readonly GraphQLFormattedError[] }[] = [];
  ending: 'open' | 'complete' | readonly GraphQLFormattedError[] = 'open';
  /** Calls after the end, of which there must be none. */
  late = 0;

  next(response: SubgraphResponse): void {
    if (this.ending === 'open') this.responses.push(response);
    else this.late += 1;
  }

  error(errors: readonly GraphQLFormattedError[]): void {
    if (this.ending === 'open') this.ending = errors;
    else this.late += 1;
  }

  complete(): void {
    if (this.ending === 'open') this.ending = 'complete';
    else this.late += 1;
  }

  interrupted(failures: number, errors: readonly GraphQLFormattedError[]): void {
    this.interruptions.push({ failures, errors });
  }

  /** What a root field was in every message so far. */
  values(field: string): readonly unknown[] {
    return this.responses.map(({ data }) => data?.[field]);
  }
}

/** Waits until something is so. @throws Error naming `what` after ten seconds. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  const endMs = Date.now() + 10_000;
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`waited too long for ${what}`);
    await wait(2);
  }
}
