import type { Logger } from '@agora/platform/logging';
import type { JsonValue, PubSub, Unsubscribe } from '@agora/platform/pubsub';
import { backoffMs, sleep } from '@agora/platform/time';
import type { EventSource, OpenSource, PokeListener } from './event-source';

export interface PubSubTriggerOptions {
  readonly pubsub: PubSub;
  readonly logger: Logger;
  /** Milliseconds after a gap until everybody is told a second time: publishers may have come back later than we did. */
  readonly echoMs: number;
}

const RETRY_BASE_MS = 100;
const RETRY_MAX_MS = 5_000;

/**
 * Pokes from the pub/sub port. A message is only a hint to read again, so one that is malformed, huge or for an
 * older version can do no harm.
 */
export class PubSubTrigger implements EventSource {
  private readonly listeners = new Map<PokeListener, AbortController>();
  private readonly stopWatching: () => void;
  private echo: NodeJS.Timeout | undefined;

  constructor(private readonly options: PubSubTriggerOptions) {
    this.stopWatching = options.pubsub.onGap(() => {
      this.tellGap();
      clearTimeout(this.echo);
      this.echo = setTimeout(() => {
        this.tellGap();
      }, options.echoMs);
    });
  }

  open(channel: string, listener: PokeListener): OpenSource {
    const ended = new AbortController();
    this.listeners.set(listener, ended);
    const subscribed = this.subscribe(channel, listener, ended.signal);
    return {
      ready: subscribed.then(() => undefined),
      close: () => {
        ended.abort();
        this.listeners.delete(listener);
        void subscribed
          .then((unsubscribe) => unsubscribe?.())
          .catch((error: unknown) => {
            this.options.logger.warn({ err: error, channel }, 'a live channel could not be left');
          });
      },
    };
  }

  close(): void {
    this.stopWatching();
    clearTimeout(this.echo);
    for (const ended of this.listeners.values()) ended.abort();
    this.listeners.clear();
  }

  /** Keeps trying until it works or nobody wants it any more. */
  private async subscribe(
    channel: string,
    listener: PokeListener,
    signal: AbortSignal,
  ): Promise<Unsubscribe | undefined> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        return await this.options.pubsub.subscribe(channel, (payload) => {
          if (!signal.aborted) listener.poke(versionIn(payload));
        });
      } catch (error) {
        this.options.logger.warn({ err: error, channel }, 'a live channel could not be joined');
        await sleep(backoffMs(attempt, RETRY_BASE_MS, RETRY_MAX_MS), signal).catch(() => undefined);
      }
    }
    return undefined;
  }

  private tellGap(): void {
    for (const listener of this.listeners.keys()) listener.gap();
  }
}

function versionIn(payload: JsonValue): number | undefined {
  if (typeof payload !== 'object' || payload === null || !('version' in payload)) return undefined;
  const { version } = payload;
  return typeof version === 'number' && Number.isSafeInteger(version) && version >= 0 ? version : undefined;
}
