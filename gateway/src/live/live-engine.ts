import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import type { GraphQLFormattedError } from 'graphql';
import type { Compiled, CompiledSubscription } from './compile';
import type { LiveContext } from './entity-tracker';
import { DEFAULT_LIVE_SETTINGS } from './live-settings';
import type { LiveSettings } from './live-settings';
import { GroupRegistry } from './group-registry';
import { scopeOf, withoutViewer } from './identity';
import type { LiveIdentity } from './identity';
import { schemaChanged } from './live-faults';
import { LiveGroup } from './live-group';
import type { GroupServices } from './live-group';
import { bindQuery } from './live-query';
import type { SubscriptionQuery } from './live-query';
import type { LiveRuntime } from './live-runtime';
import type { LiveSink, LiveSubscription } from './live-sink';
import { RefreshGate } from './refresh-gate';
import { PubSubTrigger } from './sources/pubsub-trigger';
import { StreamGroup } from './stream-group';
import type { SubscriptionGroup } from './subscription-group';

/** An operation as a client sent it. */
export interface LiveRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface LiveEngineDeps {
  readonly pubsub: PubSub;
  /** A context with a fresh deadline for one refresh; handed to the data sources as it is. */
  readonly createContext: (identity: LiveIdentity) => LiveContext;
  /** What a client sees of an error; the same as over HTTP. Must not throw. */
  readonly formatError: (error: unknown, correlationId: string) => GraphQLFormattedError;
  /**
   * The auth policy and cost limit, asked at every subscribe.
   * @throws AppError to refuse.
   */
  readonly assertAllowed: (subscription: AllowedSubscription, identity: LiveIdentity) => void;
  readonly logger: Logger;
}

/** A validated subscription about to be opened. */
export interface AllowedSubscription {
  readonly schema: LiveRuntime['apiSchema'];
  readonly document: CompiledSubscription['document'];
  readonly operation: CompiledSubscription['operation'];
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What came of a subscribe. A refusal has its errors, not formatted. */
export type Subscribed =
  | { readonly kind: 'open'; readonly subscription: LiveSubscription }
  | { readonly kind: 'refused'; readonly errors: readonly unknown[] };

/**
 * Federated subscriptions. Identical ones share a group where they may: one channel or stream, one execution and one
 * serialised answer per event, however many clients. Instances do not know each other; every subscription begins with
 * the current state, so a client may come back to any of them.
 */
export class LiveEngine {
  private readonly groups = new GroupRegistry();
  private readonly services: GroupServices;
  private runtime: LiveRuntime | undefined;
  private isDraining = false;

  constructor(
    private readonly deps: LiveEngineDeps,
    settings: Partial<LiveSettings> = {},
  ) {
    const all: LiveSettings = { ...DEFAULT_LIVE_SETTINGS, ...settings };
    const { pubsub, logger, createContext, formatError } = deps;
    this.services = {
      source: new PubSubTrigger({ pubsub, logger, echoMs: all.echoMs }),
      gate: new RefreshGate(all.maxConcurrentRefreshes),
      createContext,
      formatError,
      settings: all,
      logger,
    };
  }

  /** Groups and subscribers right now. */
  stats(): { readonly groups: number; readonly subscribers: number } {
    let subscribers = 0;
    for (const group of this.groups.all()) subscribers += group.subscriberCount;
    return { groups: this.groups.size, subscribers };
  }

  /** The schema clients see. @throws AppError `DOWNSTREAM_UNAVAILABLE` before the first supergraph. */
  get schema(): LiveRuntime['apiSchema'] {
    return this.current().apiSchema;
  }

  /** What a document is. @throws AppError `DOWNSTREAM_UNAVAILABLE` before the first supergraph. */
  inspect(request: LiveRequest): Compiled {
    return this.current().compile(request.query, request.operationName ?? undefined);
  }

  /**
   * Opens a subscription. The first frame comes by itself: a snapshot, or what the client has missed since its
   * `afterVersion`; none when it has missed nothing. Never throws.
   */
  subscribe(request: LiveRequest, identity: LiveIdentity, sink: LiveSink): Subscribed {
    try {
      const compiled = this.inspect(request);
      if (compiled.kind === 'invalid') return { kind: 'refused', errors: compiled.errors };
      if (compiled.kind === 'operation') throw new AppError('BAD_USER_INPUT', 'This is not a subscription');
      const variables = request.variables ?? {};
      const bound = bindQuery(this.current(), compiled, variables);
      if (bound.kind === 'invalid') return { kind: 'refused', errors: bound.errors };
      const { document, operation } = compiled;
      this.deps.assertAllowed({ schema: this.schema, document, operation, variables }, identity);
      const group = this.groupOf(bound.query, identity);
      return { kind: 'open', subscription: group.add(sink, identity, bound.resumeFrom) };
    } catch (error) {
      return { kind: 'refused', errors: [error] };
    }
  }

  /**
   * Serves another version of the supergraph. Open subscriptions that are still valid go on with their subscribers,
   * the others end with `SUBSCRIPTION_SCHEMA_RELOAD`.
   */
  setRuntime(runtime: LiveRuntime): void {
    const previous = this.runtime;
    this.runtime = runtime;
    if (previous === undefined || previous.id === runtime.id) return;
    for (const group of this.groups.all()) {
      const { compiled: old, variables } = group.currentQuery;
      const compiled = runtime.compile(old.source, old.operationName);
      const bound = compiled.kind === 'subscription' ? bindQuery(runtime, compiled, variables) : compiled;
      if (bound.kind === 'bound') this.move(group, bound.query);
      else
        this.endForSchema(group, bound.kind === 'invalid' ? bound.errors.map(({ message }) => message) : []);
    }
  }

  /** Takes no new subscriptions, ends those that are open and leaves every channel. */
  drain(): void {
    this.isDraining = true;
    for (const group of this.groups.all()) {
      group.end((sink) => {
        sink.complete();
      });
    }
    this.services.source.close();
  }

  private current(): LiveRuntime {
    if (this.runtime === undefined || this.isDraining)
      throw new AppError('DOWNSTREAM_UNAVAILABLE', 'Live subscriptions are not available here right now');
    return this.runtime;
  }

  private groupOf(query: SubscriptionQuery, subscriber: LiveIdentity): SubscriptionGroup {
    const isForAll = query.feed === 'stream' && query.compiled.shared !== undefined;
    const identity = isForAll ? withoutViewer(subscriber) : subscriber;
    const key = `${query.key}|${scopeOf(identity)}`;
    const known = this.groups.find(key);
    if (known !== undefined) return known;
    const onClosed = (): void => {
      this.groups.remove(group);
    };
    const { services } = this;
    const group: SubscriptionGroup =
      query.feed === 'trigger'
        ? new LiveGroup(query, services, onClosed)
        : new StreamGroup(query, identity, { services, onClosed });
    this.groups.put(group, key);
    return group;
  }

  private move(group: SubscriptionGroup, query: SubscriptionQuery): void {
    const scope = this.groups.keyOf(group).slice(group.currentQuery.key.length);
    if (group.adopt(query)) this.groups.put(group, query.key + scope);
    else this.endForSchema(group, ['The field is served in another way now']);
  }

  private endForSchema(group: SubscriptionGroup, reasons: readonly string[]): void {
    const formatted = this.deps.formatError(schemaChanged(reasons), newId());
    group.end((sink) => {
      sink.fail([formatted]);
    });
  }
}

/** The live engine of one process. Serves nothing until it is given a runtime. */
export function createLiveEngine(deps: LiveEngineDeps, settings: Partial<LiveSettings> = {}): LiveEngine {
  return new LiveEngine(deps, settings);
}
