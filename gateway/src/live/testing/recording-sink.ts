import type { GraphQLFormattedError } from 'graphql';
import type { LiveSink, LiveSubscription } from '../live-sink';
import { eventually } from './eventually';

export interface Frame {
  readonly data?: { readonly [field: string]: Envelope | null } | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface Envelope {
  readonly version: number;
  readonly cause: string;
  readonly snapshot: boolean;
  readonly changes: readonly { readonly version: number }[];
  readonly cart: Record<string, unknown> | null;
  readonly [field: string]: unknown;
}

/** A subscriber that remembers everything it is sent and can be slow. */
export class RecordingSink implements LiveSink {
  readonly frames: Frame[] = [];
  readonly texts: string[] = [];
  ending: 'open' | 'complete' | readonly GraphQLFormattedError[] = 'open';
  isSlow = false;
  subscription: LiveSubscription | undefined;

  isReady(): boolean {
    return !this.isSlow;
  }

  next(json: string): void {
    this.texts.push(json);
    this.frames.push(JSON.parse(json) as Frame);
  }

  complete(): void {
    this.ending = 'complete';
  }

  fail(errors: readonly GraphQLFormattedError[]): void {
    this.ending = errors;
  }

  /** The envelopes received so far. */
  get envelopes(): readonly Envelope[] {
    return this.frames.flatMap((frame) => Object.values(frame.data ?? {})).filter((each) => each !== null);
  }

  /** Resolves to the last envelope once it has `version`. */
  async reaches(version: number): Promise<Envelope> {
    return eventually(
      () => {
        const last = this.envelopes.at(-1);
        return last?.version === version ? last : undefined;
      },
      `version ${String(version)}, has ${JSON.stringify(this.envelopes.map((each) => each.version))}`,
    );
  }

  /** Resolves to the frame with this index. */
  frame(index: number): Promise<Frame> {
    return eventually(() => this.frames[index], `frame ${String(index)}`);
  }

  /** Reads again. */
  resume(): void {
    this.isSlow = false;
    this.subscription?.resume();
  }

  leave(): void {
    this.subscription?.close();
  }
}
