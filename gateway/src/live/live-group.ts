import type { Logger } from '@agora/platform/logging';
import { backoffMs } from '@agora/platform/time';
import type { GraphQLFormattedError } from 'graphql';
import { EntityTracker } from './entity-tracker';
import type { LiveContext } from './entity-tracker';
import { nullFrame } from './envelope';
import type { FrameTemplate } from './envelope';
import type { LiveIdentity } from './identity';
import { atField } from './live-faults';
import { liveMetrics } from './live-metrics';
import type { LiveQuery, SubscriptionQuery } from './live-query';
import type { LiveSettings } from './live-settings';
import type { LiveSink, LiveSubscription } from './live-sink';
import { Publication } from './publication';
import type { RefreshGate, RefreshLane } from './refresh-gate';
import { RefreshLoop } from './refresh-loop';
import type { NextTry } from './refresh-loop';
import type { EventSource, OpenSource } from './sources/event-source';
import { joinChannel } from './sources/join-channel';
import { Subscribers } from './subscribers';
import type { SubscriptionGroup } from './subscription-group';
import { DOUBT_MS } from './version-order';

/** What every group of an engine shares. */
export interface GroupServices {
  readonly source: EventSource;
  readonly gate: RefreshGate;
  readonly createContext: (identity: LiveIdentity) => LiveContext;
  readonly formatError: (error: unknown, correlationId: string) => GraphQLFormattedError;
  readonly settings: LiveSettings;
  readonly logger: Logger;
}

/**
 * One query of one scope, kept up to date for all its subscribers: one channel, at most one refresh at a time, one
 * serialised answer. Versions never go backwards, and no commit is missing from the frames of any subscriber.
 */
export class LiveGroup implements SubscriptionGroup {
  readonly takesSubscribers = true;
  private readonly subscribers: Subscribers;
  private readonly loop: RefreshLoop;
  private readonly tracker: EntityTracker;
  private channel: Pick<OpenSource, 'close'>;
  private publication: Publication | undefined;
  private publishedAtMs = 0;
  private isStale = false;
  private failures = 0;
  private hasToldOutage = false;
  private isClosed = false;
  private lingering: NodeJS.Timeout | undefined;

  /** @param onClosed Called once, when the group is of no more use. */
  constructor(
    private query: LiveQuery,
    private readonly services: GroupServices,
    private readonly onClosed: () => void,
  ) {
    this.tracker = new EntityTracker(services.settings.keptChanges);
    this.loop = new RefreshLoop((lane) => this.attempt(lane));
    this.subscribers = new Subscribers(() => void this.loop.request());
    this.channel = this.join();
    liveMetrics.groups.inc();
  }

  get currentQuery(): LiveQuery {
    return this.query;
  }

  get subscriberCount(): number {
    return this.subscribers.size;
  }

  add(sink: LiveSink, identity: LiveIdentity, resumeFrom: number | undefined): LiveSubscription {
    clearTimeout(this.lingering);
    this.subscribers.add(sink, identity, resumeFrom);
    const ageMs = performance.now() - this.publishedAtMs;
    const isFresh = !this.isStale && ageMs <= this.services.settings.snapshotMaxAgeMs;
    if (this.publication !== undefined && isFresh) this.subscribers.serve(sink);
    else if (this.publication !== undefined || this.isStale) this.loop.request();
    return {
      resume: () => {
        this.subscribers.serve(sink);
      },
      close: () => {
        this.remove(sink);
      },
    };
  }

  /** Takes over a new version of the supergraph: same subscribers, same versions, new plan. */
  adopt(query: SubscriptionQuery): boolean {
    if (query.feed !== 'trigger') return false;
    const isSameChannel = query.channel === this.query.channel;
    this.query = query;
    if (!isSameChannel) {
      this.channel.close();
      this.channel = this.join();
    } else this.loop.request();
    return true;
  }

  end(bye: (sink: LiveSink) => void): void {
    this.close();
    this.subscribers.endAll(bye);
  }

  private remove(sink: LiveSink): void {
    this.subscribers.remove(sink);
    if (this.subscribers.size > 0 || this.isClosed) return;
    clearTimeout(this.lingering);
    this.lingering = setTimeout(() => {
      this.close();
    }, this.services.settings.lingerMs);
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.lingering);
    this.loop.stop();
    this.channel.close();
    liveMetrics.groups.dec();
    this.onClosed();
  }

  /** The first read comes after the channel is joined, so that no commit can fall between the two. */
  private join(): Pick<OpenSource, 'close'> {
    const { channel } = this.query;
    const { source, settings, logger } = this.services;
    return joinChannel(source, {
      channel,
      listener: {
        poke: (version) => {
          this.onPoke(version);
        },
        gap: () => {
          this.loop.request('resync');
        },
      },
      waitMs: settings.joinWaitMs,
      onJoined: () => {
        this.loop.request();
      },
      onLate: () => {
        logger.warn({ channel }, 'live channel not joined yet, first frame without it');
        this.loop.request();
      },
    });
  }

  private onPoke(version: number | undefined): void {
    const news = version === undefined ? 'newer' : this.tracker.announce(version);
    if (news === 'older') this.loop.requestIn(DOUBT_MS);
    else if (news === 'known' || !this.loop.request()) liveMetrics.coalesced.inc();
  }

  private attempt(lane: RefreshLane): Promise<NextTry> {
    if (this.subscribers.size === 0) {
      // Nobody to read for: whoever comes next finds out.
      this.isStale = true;
      return Promise.resolve(undefined);
    }
    return this.services.gate.run(lane, async () => {
      const identity = this.subscribers.representative(Date.now());
      if (this.isClosed || identity === undefined) return undefined;
      const context = this.services.createContext(identity);
      const end = liveMetrics.refreshDuration.startTimer();
      try {
        return await this.refresh(context);
      } catch (error) {
        this.services.logger.error(
          { err: error, correlationId: context.correlationId },
          'live refresh failed',
        );
        return this.onUnavailable([error], context);
      } finally {
        end();
      }
    });
  }

  private async refresh(context: LiveContext): Promise<NextTry> {
    const { query } = this;
    this.isStale = false;
    const refreshed = await this.tracker.refresh({
      query,
      context,
      oldestUnserved: this.subscribers.oldestUnserved(),
      formatError: this.services.formatError,
      isCurrent: () => !this.isClosed && query === this.query,
    });
    if (refreshed === undefined) return undefined;
    if (refreshed.kind === 'unavailable') return this.onUnavailable(refreshed.errors, context);
    this.failures = 0;
    if (refreshed.kind === 'again') {
      liveMetrics.refreshes.inc({ outcome: 'stale' });
      return refreshed.afterMs;
    }
    if (refreshed.kind === 'ended') {
      this.onEnded(refreshed.errors, context);
      return undefined;
    }
    this.publish(refreshed.version, refreshed.template);
    if (refreshed.isLast) this.finish();
    return refreshed.againInMs;
  }

  private publish(version: number, template: FrameTemplate): void {
    const previous = this.publication;
    this.publishedAtMs = performance.now();
    const isSame = previous?.version === version && previous.fingerprint === template.fingerprint;
    liveMetrics.refreshes.inc({ outcome: isSame ? 'unchanged' : 'published' });
    if (isSame && !this.hasToldOutage) {
      this.subscribers.sendToAll();
      return;
    }
    this.hasToldOutage = false;
    const { layout } = this.query;
    this.publication = new Publication({ version, template, layout, log: this.tracker.log });
    this.subscribers.publish(this.publication);
  }

  /** What was published last is all there is: whoever has not got it gets it now, however slow, and nobody waits for more. */
  private finish(): void {
    this.close();
    this.subscribers.finish();
  }

  private onEnded(errors: readonly Error[], context: LiveContext): void {
    const frame = this.nullFrame(errors, context.correlationId);
    liveMetrics.refreshes.inc({ outcome: 'ended' });
    this.end((sink) => {
      sink.next(frame);
      sink.complete();
    });
  }

  /** What subscribers have stays on their screens; they are told once when it takes long; trying goes on. */
  private onUnavailable(errors: readonly unknown[], context: LiveContext): NextTry {
    const { settings } = this.services;
    this.failures += 1;
    liveMetrics.refreshes.inc({ outcome: 'unavailable' });
    this.subscribers.sendToAll();
    if (this.failures >= settings.triesBeforeTelling) {
      this.hasToldOutage = true;
      this.subscribers.tellOutage(this.nullFrame(errors, context.correlationId));
    }
    return backoffMs(this.failures - 1, settings.retryBaseMs, settings.retryMaxMs);
  }

  private nullFrame(errors: readonly unknown[], correlationId: string): string {
    const { rootKey } = this.query.layout;
    const formatted = errors.map((error) =>
      this.services.formatError(atField(error, rootKey), correlationId),
    );
    return nullFrame(rootKey, formatted);
  }
}
