import { AppError } from '../errors/app-error';
import type { Logger } from '../logging/logger';
import type { JsonValue, PubSub, Unsubscribe } from './pub-sub';

type Listener = (payload: JsonValue) => void;

/**
 * {@link PubSub} within one process. Payloads travel as JSON text like over the wire, so nothing is shared between
 * sender and listener and what cannot be sent fails here too. Listeners run after `publish` returned, in the order
 * of publishing.
 */
export class MemoryPubSub implements PubSub {
  private readonly channels = new Map<string, Set<Listener>>();
  private isClosed = false;

  constructor(private readonly logger: Logger) {}

  async publish(channel: string, payload: JsonValue): Promise<void> {
    this.requireOpen();
    const text = JSON.stringify(payload);
    const listeners = [...(this.channels.get(channel) ?? [])];
    if (listeners.length > 0) setImmediate(() => this.deliver(channel, listeners, text));
  }

  async subscribe(channel: string, listener: Listener): Promise<Unsubscribe> {
    this.requireOpen();
    // A listener may subscribe twice; each subscription is its own entry.
    const entry: Listener = (payload) => listener(payload);
    const listeners = this.channels.get(channel) ?? new Set();
    this.channels.set(channel, listeners.add(entry));
    return async () => {
      listeners.delete(entry);
      if (listeners.size === 0 && this.channels.get(channel) === listeners) this.channels.delete(channel);
    };
  }

  onGap(): () => void {
    return () => undefined;
  }

  async ping(): Promise<void> {
    this.requireOpen();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.channels.clear();
  }

  private deliver(channel: string, listeners: readonly Listener[], text: string): void {
    const current = this.channels.get(channel);
    for (const listener of listeners) {
      if (current?.has(listener) !== true) continue;
      try {
        listener(JSON.parse(text) as JsonValue);
      } catch (error) {
        this.logger.error({ err: error, channel }, 'a pub/sub listener failed');
      }
    }
  }

  private requireOpen(): void {
    if (this.isClosed) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'Live messages are closed');
  }
}
