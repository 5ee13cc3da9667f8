import type { Queryable, Statement } from '@agora/platform/database';
import type { Logger } from '@agora/platform/logging';
import { MINUTE_MS } from '@agora/platform/time';
import { LRUCache } from 'lru-cache';
import { SESSION_LIFE_MS } from './session-store';

const TOUCH: Statement = {
  name: 'session_touch',
  text: `UPDATE session SET last_seen_at = now(), expires_at = greatest(expires_at, now() + $3::bigint * interval '1 ms')
    WHERE id = $1::uuid AND token_version = $2::int AND expires_at > now() AND last_seen_at < now() - interval '1 minute'`,
};

const KNOWN_SESSIONS = 20_000;

/** Keeps when a session was seen last, and with it its end, without a write per request. */
export class SessionActivity {
  private readonly seen = new LRUCache<string, true>({ max: KNOWN_SESSIONS, ttl: MINUTE_MS });

  /** @param database Of background work: no request waits for it. */
  constructor(
    private readonly database: Queryable,
    private readonly logger: Logger,
  ) {}

  /** Notes a request of this session: at most one write a minute and process, and none when another has just done it. */
  note(sessionId: string | null, tokenVersion: number | null): void {
    if (sessionId === null || this.seen.has(sessionId)) return;
    this.seen.set(sessionId, true);
    this.database.query(TOUCH, [sessionId, tokenVersion, SESSION_LIFE_MS]).catch((error: unknown) => {
      this.logger.warn({ err: error, sessionId }, 'when a session was seen could not be noted');
    });
  }
}
