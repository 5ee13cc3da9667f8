import type { LiveIdentity } from './identity';
import { liveMetrics } from './live-metrics';
import type { LiveSink } from './live-sink';
import type { Publication } from './publication';

/** One subscriber of a group and how far it is. */
interface Subscriber {
  readonly sink: LiveSink;
  readonly identity: LiveIdentity;
  /** The version it has: of its last frame, or the one it said it had. */
  base: number | undefined;
  /** Number of the publication it was sent last; 0 before its first. */
  sent: number;
  /** Its gap in the log has been asked for; if it is still there after that, it gets a snapshot. */
  hasAskedLog: boolean;
  hasSeenOutage: boolean;
}

/** How long one turn of the event loop may be spent on writing to subscribers. */
const SLICE_MS = 8;
const CHECK_EVERY = 64;

/**
 * The subscribers of one group. Sends each the newest publication and, in it, exactly the commits that one has not
 * seen. Nothing is queued: whoever is slow skips frames and gets their commits with the next one.
 */
export class Subscribers {
  private readonly members = new Map<LiveSink, Subscriber>();
  private publication: Publication | undefined;
  private round = 0;
  private isSending = false;
  private mustSendAgain = false;

  /** @param onLogMissing A subscriber needs commits the log at hand does not have. */
  constructor(private readonly onLogMissing: () => void) {}

  get size(): number {
    return this.members.size;
  }

  /** On whose behalf to ask the owner: a subscriber whose token is still good. */
  representative(nowMs: number): LiveIdentity | undefined {
    let any: LiveIdentity | undefined;
    for (const { identity } of this.members.values()) {
      if (identity.expiresAtMs === null || identity.expiresAtMs > nowMs) return identity;
      any ??= identity;
    }
    return any;
  }

  /** The oldest version somebody must be caught up from, among those the next reading should cover. */
  oldestUnserved(): number | undefined {
    let oldest: number | undefined;
    for (const { base, sent, hasAskedLog } of this.members.values()) {
      const isWaiting = base !== undefined && (sent === 0 || hasAskedLog);
      if (isWaiting && (oldest === undefined || base < oldest)) oldest = base;
    }
    return oldest;
  }

  add(sink: LiveSink, identity: LiveIdentity, resumeFrom: number | undefined): void {
    this.members.set(sink, {
      sink,
      identity,
      base: resumeFrom,
      sent: 0,
      hasAskedLog: false,
      hasSeenOutage: false,
    });
    liveMetrics.subscribers.inc();
  }

  remove(sink: LiveSink): void {
    if (this.members.delete(sink)) liveMetrics.subscribers.dec();
  }

  /** Sends what there is now to one subscriber, if it has not got it. */
  serve(sink: LiveSink): void {
    const member = this.members.get(sink);
    if (member !== undefined && this.publication !== undefined) this.deliver(member, this.publication);
  }

  /** Makes this the newest state for everybody. */
  publish(publication: Publication): void {
    this.publication = publication;
    this.round += 1;
    this.sendToAll();
  }

  /** Sends the newest state to those who have not got it; also when only the log has grown. */
  sendToAll(): void {
    if (this.isSending) {
      this.mustSendAgain = true;
      return;
    }
    this.isSending = true;
    this.sendSlice(this.members.values());
  }

  /** Tells those who do not know yet that the owner is out. What they have stays valid. */
  tellOutage(frame: string): void {
    for (const member of this.members.values()) {
      if (member.hasSeenOutage || !member.sink.isReady()) continue;
      member.hasSeenOutage = true;
      this.write(member, frame);
    }
  }

  /** Sends the newest state to those who have not got it, also to slow readers, and ends every subscription. */
  finish(): void {
    for (const member of this.members.values())
      if (this.publication !== undefined) this.deliver(member, this.publication, true);
    this.endAll((sink) => {
      sink.complete();
    });
  }

  /** Ends every subscription. `bye` must end the sink it is given. */
  endAll(bye: (sink: LiveSink) => void): void {
    const sinks = [...this.members.keys()];
    liveMetrics.subscribers.dec(sinks.length);
    this.members.clear();
    for (const sink of sinks) bye(sink);
  }

  /** A newer publication overtakes a pass that is under way, so nobody is sent a frame that is already old. */
  private sendSlice(rest: IterableIterator<Subscriber>): void {
    const untilMs = performance.now() + SLICE_MS;
    let count = 0;
    for (let step = rest.next(); step.done !== true; step = rest.next()) {
      if (this.publication !== undefined) this.deliver(step.value, this.publication);
      count += 1;
      if (count % CHECK_EVERY === 0 && performance.now() > untilMs) {
        setImmediate(() => {
          this.sendSlice(rest);
        });
        return;
      }
    }
    this.isSending = false;
    if (!this.mustSendAgain) return;
    this.mustSendAgain = false;
    this.sendToAll();
  }

  private deliver(member: Subscriber, publication: Publication, isLast = false): void {
    if (member.sent === this.round) return;
    if (!isLast && !member.sink.isReady()) {
      liveMetrics.coalesced.inc();
      return;
    }
    const isUpToDate = member.sent === 0 && member.base === publication.version && !member.hasSeenOutage;
    if (!isUpToDate) {
      const frame = connected(member, publication);
      if (frame === undefined && !member.hasAskedLog && !isLast) {
        member.hasAskedLog = true;
        this.onLogMissing();
        return;
      }
      this.write(member, frame ?? publication.snapshot());
    }
    member.sent = this.round;
    member.base = publication.version;
    member.hasAskedLog = false;
    member.hasSeenOutage = false;
  }

  private write(member: Subscriber, frame: string): void {
    member.sink.next(frame);
    liveMetrics.messages.inc();
  }
}

/** What leads from what one has to the newest state; undefined when the log at hand does not reach back that far. */
function connected({ base }: Subscriber, publication: Publication): string | undefined {
  return base !== undefined && base < publication.version ? publication.after(base) : publication.snapshot();
}
