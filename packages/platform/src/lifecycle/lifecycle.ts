import type { Logger } from '../logging/logger';

export interface Part {
  readonly name: string;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

export type Phase =
  | { readonly phase: 'idle' }
  | { readonly phase: 'starting' }
  | { readonly phase: 'running' }
  | { readonly phase: 'stopping' }
  | { readonly phase: 'stopped' };

/**
 * Starts parts in the order they were added and stops the started ones in reverse, so nothing outlives what it
 * needs. A part that fails to start stops those before it and rethrows. `stop` may be called at any time and
 * any number of times; it never throws: a part that cannot stop is logged and the others still stop.
 */
export class Lifecycle {
  private readonly parts: Part[] = [];
  private readonly started: Part[] = [];
  private state: Phase = { phase: 'idle' };
  private stopping: Promise<void> | undefined;

  constructor(private readonly logger: Logger) {}

  get phase(): Phase['phase'] {
    return this.state.phase;
  }

  add(...parts: readonly Part[]): this {
    this.parts.push(...parts);
    return this;
  }

  async start(): Promise<void> {
    this.state = { phase: 'starting' };
    for (const part of this.parts) {
      try {
        await part.start?.();
        this.started.push(part);
      } catch (error) {
        this.logger.error({ err: error, part: part.name }, 'part failed to start');
        await this.stop();
        throw error;
      }
    }
    this.state = { phase: 'running' };
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    this.state = { phase: 'stopping' };
    for (const part of this.started.reverse()) {
      try {
        await part.stop?.();
      } catch (error) {
        this.logger.error({ err: error, part: part.name }, 'part failed to stop');
      }
    }
    this.state = { phase: 'stopped' };
  }
}
