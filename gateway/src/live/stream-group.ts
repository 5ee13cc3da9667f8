import { newId } from '@agora/platform/ids';
import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import type { GraphQLFormattedError } from 'graphql';
import { nullFrame } from './envelope';
import type { LiveIdentity } from './identity';
import { KeptMessages } from './kept-messages';
import type { KeptMessage } from './kept-messages';
import { atField, fromSubgraph, overflow } from './live-faults';
import type { GroupServices } from './live-group';
import { liveMetrics } from './live-metrics';
import type { SubscriptionQuery } from './live-query';
import type { PrimaryAnswer } from './live-runtime';
import type { LiveSink, LiveSubscription } from './live-sink';
import { SerialQueue } from './serial-queue';
import { frameOf, readMessage } from './stream-frames';
import { hasSameUpstream } from './stream-query';
import type { StreamQuery } from './stream-query';
import { StreamReader } from './stream-reader';
import { StreamReaders } from './stream-readers';
import { StreamUpstream } from './stream-upstream';
import type { SubscriptionGroup } from './subscription-group';

/** What happens to a group, in the order it has to be dealt with. */
type Job = { readonly kind: 'join'; readonly reader: StreamReader } | FromOwner;

/** What one upstream brought; of no interest once it is another. */
type FromOwner = { readonly epoch: number } & (
  | { readonly kind: 'message'; readonly message: SubgraphResponse }
  | { readonly kind: 'outage'; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'end'; readonly errors: readonly GraphQLFormattedError[] | undefined }
);

/**
 * One subscription of an owning subgraph, followed for its subscribers: every message is completed from the other
 * subgraphs and delivered, in order and exactly once. Nothing is left out silently: when more messages wait than are
 * kept, the subscriptions end with `SUBSCRIPTION_OVERFLOW`. Only a field its owner declares to be the same for everybody
 * has more than one subscriber here.
 */
export class StreamGroup implements SubscriptionGroup {
  private readonly readers = new StreamReaders();
  private readonly kept: KeptMessages;
  private readonly jobs = new SerialQueue<Job>((job) => this.handle(job));
  private readonly upstream = new StreamUpstream({
    message: (message) => {
      this.onMessage(message);
    },
    end: (errors) => {
      this.isEnding = true;
      this.jobs.push({ kind: 'end', epoch: this.upstream.epoch, errors });
    },
    outage: (failures, errors) => {
      if (failures >= this.services.settings.triesBeforeTelling)
        this.jobs.push({ kind: 'outage', epoch: this.upstream.epoch, errors });
    },
  });
  private waitingMessages = 0;
  /** The owner has said its last word; it is still being dealt with. */
  private isEnding = false;
  private isClosed = false;
  private lingering: NodeJS.Timeout | undefined;
  private readonly services: GroupServices;

  /**
   * @param identity In whose name everything is asked.
   * @param parts `onClosed` is called once, when the group is of no more use.
   */
  constructor(
    private query: StreamQuery,
    private readonly identity: LiveIdentity,
    private readonly parts: { readonly services: GroupServices; readonly onClosed: () => void },
  ) {
    this.services = parts.services;
    this.kept = new KeptMessages(this.services.settings.keptMessages);
    liveMetrics.groups.inc();
  }

  get currentQuery(): StreamQuery {
    return this.query;
  }

  get subscriberCount(): number {
    return this.readers.size;
  }

  get takesSubscribers(): boolean {
    return !this.isEnding && this.query.compiled.shared !== undefined && this.kept.isComplete;
  }

  add(sink: LiveSink): LiveSubscription {
    clearTimeout(this.lingering);
    const { settings } = this.services;
    const reader: StreamReader = new StreamReader({
      sink,
      maxFrames: settings.maxWaitingMessages,
      maxCharacters: settings.maxWaitingCharacters,
      overflow: () => this.format(overflow('this reader')),
      onOver: () => {
        this.remove(reader);
      },
    });
    this.readers.add(reader);
    this.jobs.push({ kind: 'join', reader });
    // After the first reader is in line, or it could miss the first message.
    if (this.upstream.epoch === 0) this.follow();
    return reader;
  }

  adopt(query: SubscriptionQuery): boolean {
    const isShared = this.query.compiled.shared !== undefined;
    if (query.feed !== 'stream' || isShared !== (query.compiled.shared !== undefined)) return false;
    const canGoOn = hasSameUpstream(query, this.query);
    this.query = query;
    this.kept.forgetFrames();
    if (!canGoOn) {
      this.kept.clear();
      this.follow();
    }
    return true;
  }

  end(bye: (sink: LiveSink) => void): void {
    this.close();
    this.readers.cut(bye);
  }

  private remove(reader: StreamReader): void {
    this.readers.remove(reader);
    if (this.readers.size > 0 || this.isClosed) return;
    // Nobody could join it: what one viewer was sent is for nobody else.
    if (!this.takesSubscribers) {
      this.close();
      return;
    }
    this.lingering = setTimeout(() => {
      this.close();
    }, this.services.settings.lingerMs);
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.isEnding = true;
    clearTimeout(this.lingering);
    this.jobs.close();
    this.upstream.stop();
    liveMetrics.groups.dec();
    this.parts.onClosed();
  }

  private follow(): void {
    this.isEnding = false;
    this.upstream.follow(this.query, this.services.createContext(this.identity));
  }

  private onMessage(message: SubgraphResponse): void {
    if (this.waitingMessages >= this.services.settings.maxWaitingMessages) {
      liveMetrics.overflows.inc({ place: 'group' });
      const error = this.format(overflow('the other subgraphs'));
      this.end((sink) => {
        sink.fail([error]);
      });
      return;
    }
    this.waitingMessages += 1;
    this.jobs.push({ kind: 'message', epoch: this.upstream.epoch, message });
  }

  private async handle(job: Job): Promise<void> {
    if (job.kind === 'message') this.waitingMessages -= 1;
    if (job.kind === 'join') await this.welcome(job.reader);
    else if (job.epoch === this.upstream.epoch) {
      if (job.kind === 'message') await this.deliver(job.message);
      else if (job.kind === 'outage') this.tellOutage(job.errors);
      else this.finish(job.errors);
    }
  }

  /** The newest message about everything first, then whatever comes. */
  private async welcome(reader: StreamReader): Promise<void> {
    const frames = await Promise.all(this.kept.all().map((message) => this.frameOfKept(message)));
    if (this.isClosed) return;
    this.readers.welcome(
      reader,
      frames.filter((frame) => frame !== undefined),
    );
  }

  /** The state of the owner is known; what the other subgraphs add is read again when it is not of just now. */
  private async frameOfKept(message: KeptMessage): Promise<string | undefined> {
    const { made } = message;
    const { snapshotMaxAgeMs } = this.services.settings;
    if (made !== undefined && performance.now() - made.atMs <= snapshotMaxAgeMs) return made.frame;
    const frame = await this.make(message.primary);
    if (frame !== undefined) message.made = { frame, atMs: performance.now() };
    return frame;
  }

  private async deliver(message: SubgraphResponse): Promise<void> {
    const { primary, key } = readMessage(this.query, message);
    const kept: KeptMessage = { primary, made: undefined };
    if (key !== undefined) this.kept.keep(key, kept);
    if (!this.readers.isAnybodyListening) {
      liveMetrics.streamMessages.inc({ outcome: 'unwanted' });
      return;
    }
    const frame = await this.make(primary);
    if (frame === undefined) return;
    kept.made = { frame, atMs: performance.now() };
    await this.readers.send(frame);
  }

  /** @returns undefined when the owner is asked for something else by now, or nobody is there any more. */
  private async make(primary: PrimaryAnswer): Promise<string | undefined> {
    const { epoch } = this.upstream;
    for (;;) {
      const { query } = this;
      const frame = await frameOf({ query, primary, identity: this.identity }, this.services);
      if (this.isClosed || epoch !== this.upstream.epoch) return undefined;
      // A new supergraph in the middle of it: the same message, by the new plan.
      if (query === this.query) return frame;
    }
  }

  /** What subscribers have stays on their screens; they are told once, and trying goes on. */
  private tellOutage(errors: readonly GraphQLFormattedError[]): void {
    const { rootKey } = this.query.compiled;
    const formatted = errors.map((error) => this.format(atField(fromSubgraph(error), rootKey)));
    this.readers.tellOutage(nullFrame(rootKey, formatted));
  }

  /** Everything that was sent before has been dealt with. Slow readers read on before they are told. */
  private finish(errors: readonly GraphQLFormattedError[] | undefined): void {
    const formatted = errors?.map((error) => this.format(fromSubgraph(error)));
    this.close();
    this.readers.finish((sink) => {
      if (formatted === undefined) sink.complete();
      else sink.fail(formatted);
    });
  }

  private format(error: unknown): GraphQLFormattedError {
    return this.services.formatError(error, newId());
  }
}
