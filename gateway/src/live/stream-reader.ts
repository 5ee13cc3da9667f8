import type { GraphQLFormattedError } from 'graphql';
import { liveMetrics } from './live-metrics';
import type { LiveSink, LiveSubscription } from './live-sink';

export interface StreamReaderParts {
  readonly sink: LiveSink;
  readonly maxFrames: number;
  readonly maxCharacters: number;
  /** What a reader is told that is too slow. */
  readonly overflow: () => GraphQLFormattedError;
  /** Called once, when nothing more will be written, whoever ended it. */
  readonly onOver: () => void;
}

/**
 * One subscriber that is owed every message. What it cannot take at once waits for it, up to a bound; beyond that it
 * ends with `SUBSCRIPTION_OVERFLOW`, so that it neither misses one unknowingly nor holds memory without end.
 */
export class StreamReader implements LiveSubscription {
  private readonly waiting: string[] = [];
  private waitingCharacters = 0;
  /** First messages are remembered for the group anyway and do not count against the bounds. */
  private owedFirst = { frames: 0, characters: 0 };
  private ending: (() => void) | undefined;
  private isOver = false;

  constructor(private readonly parts: StreamReaderParts) {
    liveMetrics.subscribers.inc();
  }

  /** What a newcomer is sent before anything else; all at once. */
  begin(frames: readonly string[]): void {
    const characters = frames.reduce((sum, frame) => sum + frame.length, 0);
    this.owedFirst = { frames: frames.length, characters };
    for (const frame of frames) this.send(frame);
  }

  /** Writes a frame now or as soon as it can be taken, after those before it. */
  send(frame: string): void {
    if (this.isOver || this.ending !== undefined) return;
    this.waiting.push(frame);
    this.waitingCharacters += frame.length;
    this.resume();
    const { maxFrames, maxCharacters } = this.parts;
    const isTooFar =
      this.waiting.length > maxFrames + this.owedFirst.frames ||
      this.waitingCharacters > maxCharacters + this.owedFirst.characters;
    if (!isTooFar) return;
    liveMetrics.overflows.inc({ place: 'reader' });
    this.cut((sink) => {
      sink.fail([this.parts.overflow()]);
    });
  }

  resume(): void {
    const { sink } = this.parts;
    while (!this.isOver && this.waiting.length > 0 && sink.isReady()) {
      const frame = this.waiting.shift() ?? '';
      this.waitingCharacters -= frame.length;
      sink.next(frame);
      liveMetrics.messages.inc();
    }
    if (this.waiting.length === 0) this.ending?.();
  }

  /** Ends it once everything that waits is written. */
  finish(bye: (sink: LiveSink) => void): void {
    this.ending ??= () => {
      this.cut(bye);
    };
    this.resume();
  }

  /** Ends it now. */
  cut(bye: (sink: LiveSink) => void): void {
    if (this.isOver) return;
    this.close();
    bye(this.parts.sink);
  }

  close(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.waiting.length = 0;
    liveMetrics.subscribers.dec();
    this.parts.onOver();
  }
}
