import { REVOKED_CHANNEL, actorOf } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import type { Logger } from '@agora/platform/logging';
import type { JsonValue, PubSub } from '@agora/platform/pubsub';
import { backoffMs, sleep } from '@agora/platform/time';

const RETRY_BASE_MS = 100;
const RETRY_MAX_MS = 5_000;

/**
 * What is open on behalf of whom, so that it ends at once when its owner says that an identity is over. One channel serves
 * all connections of the process. A message that is lost ends nothing here; the entity's owner then stops showing it.
 */
export class Revocations {
  private readonly watchers = new Map<string, Set<() => void>>();
  private readonly closing = new AbortController();

  constructor(
    private readonly pubsub: PubSub,
    private readonly logger: Logger,
  ) {
    void this.listen();
  }

  /**
   * Calls `end` once when the viewer's subject or guest session is over.
   * @returns stops watching; may be called at any time, any number of times.
   */
  watch(viewer: Viewer, end: () => void): () => void {
    const subjects = subjectsOf(viewer);
    for (const subject of subjects) {
      const of = this.watchers.get(subject) ?? new Set();
      this.watchers.set(subject, of.add(end));
    }
    return () => {
      for (const subject of subjects) {
        const of = this.watchers.get(subject);
        of?.delete(end);
        if (of?.size === 0) this.watchers.delete(subject);
      }
    };
  }

  close(): void {
    this.closing.abort();
    this.watchers.clear();
  }

  private async listen(): Promise<void> {
    const { signal } = this.closing;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        const unsubscribe = await this.pubsub.subscribe(REVOKED_CHANNEL, (payload) => {
          this.endAllOf(payload);
        });
        const leave = (): void => void unsubscribe().catch(() => undefined);
        signal.addEventListener('abort', leave, { once: true });
        if (this.isClosed()) leave();
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'the channel of ended identities could not be joined');
        await sleep(backoffMs(attempt, RETRY_BASE_MS, RETRY_MAX_MS), signal).catch(() => undefined);
      }
    }
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private endAllOf(payload: JsonValue): void {
    const subject =
      typeof payload === 'object' && payload !== null && 'subject' in payload && payload.subject;
    if (typeof subject !== 'string') return;
    const ends = [...(this.watchers.get(subject) ?? [])];
    this.watchers.delete(subject);
    for (const end of ends) end();
  }
}

function subjectsOf(viewer: Viewer): string[] {
  const session = viewer.sessionId === null ? [] : [`session:${viewer.sessionId}`];
  return viewer.subject === null ? session : [actorOf(viewer), ...session];
}
