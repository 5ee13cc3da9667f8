import type { GraphQLFormattedError } from 'graphql';
import { ChangeLog, missesCommits } from './change-log';
import { readEntity } from './entity-reader';
import type { EntityReading, LogWanted } from './entity-reader';
import { FrameTemplate, standInEnvelope } from './envelope';
import { asGraphQLError, atField, logIncomplete, notFound } from './live-faults';
import type { LiveQuery } from './live-query';
import { DOUBT_MS, VersionOrder } from './version-order';
import type { PokeNews } from './version-order';

/** What a context of the gateway must have for the live engine; the rest is for its data sources. */
export interface LiveContext {
  readonly correlationId: string;
}

/** What came of one refresh. */
export type Refreshed =
  /** A state to show, and when to read again because the owner has announced more; undefined: not at all. */
  | {
      readonly kind: 'state';
      readonly version: number;
      readonly template: FrameTemplate;
      readonly againInMs: number | undefined;
      /** Whether nothing follows this state any more. */
      readonly isLast: boolean;
    }
  /** Nothing to show yet; read again. */
  | { readonly kind: 'again'; readonly afterMs: number }
  /** The owner has answered, and it is no. */
  | { readonly kind: 'ended'; readonly errors: readonly Error[] }
  /** No answer; what was shown before stays true as far as anybody knows. */
  | { readonly kind: 'unavailable'; readonly errors: readonly Error[] };

export interface RefreshOf {
  readonly query: LiveQuery;
  readonly context: LiveContext;
  /** The oldest version a subscriber must be caught up from beyond what is remembered. */
  readonly oldestUnserved: number | undefined;
  readonly formatError: (error: unknown, correlationId: string) => GraphQLFormattedError;
  /** Whether the answer is still wanted; asked after every wait. */
  readonly isCurrent: () => boolean;
}

type StateReading = Extract<EntityReading, { kind: 'state' }>;

/** Pauses before a log that is behind its entity is read again; after the last one the gap is taken as it is. */
const LOG_WAITS_MS = [20, 40, 80, 160] as const;

/**
 * What one group knows about its entity: the version its subscribers have and the commits before it. Reads state and
 * log together and lets through only what continues what was shown.
 */
export class EntityTracker {
  readonly log: ChangeLog;
  private readonly order = new VersionOrder();
  private logTries = 0;
  private wasAbsent = false;

  /** @param keptChanges Commits remembered for subscribers that fall behind. */
  constructor(keptChanges: number) {
    this.log = new ChangeLog(keptChanges);
  }

  /** Notes that the owner has committed `version`. */
  announce(version: number): PokeNews {
    return this.order.announce(version);
  }

  /** Reads once. @returns undefined when nobody wants the answer any more. */
  async refresh(of: RefreshOf): Promise<Refreshed | undefined> {
    const wanted = this.logWanted(of);
    const reading = await this.read(of, wanted);
    if (!of.isCurrent()) return undefined;
    if (reading.kind === 'unavailable') return reading;
    if (reading.kind === 'refused') return { kind: 'ended', errors: reading.errors };
    if (reading.kind === 'absent') return this.onAbsent(of);
    return this.inOrder(reading, wanted) ?? this.complete(of, reading);
  }

  /** The part of the owner's log that the next frames of all subscribers need. */
  private logWanted({ query, oldestUnserved }: RefreshOf): LogWanted | undefined {
    const { wantsChanges, wantsNewest } = query.layout;
    if (!wantsChanges && !wantsNewest) return undefined;
    const oldest = wantsChanges ? oldestUnserved : undefined;
    const { current } = this.order;
    if (current !== undefined)
      return { after: Math.max(0, Math.min(current, oldest ?? current)), withNewest: false };
    if (oldest === undefined && !wantsNewest) return undefined;
    // From the version before, so that one request brings the newest commit when nothing has happened since.
    return { after: oldest === undefined ? undefined : Math.max(0, oldest - 1), withNewest: true };
  }

  private read({ query, context }: RefreshOf, wanted: LogWanted | undefined): Promise<EntityReading> {
    const { runtime, compiled, variables, representation } = query;
    const source = runtime.sourceOf(compiled.field.owner);
    const { request, rootKey } = compiled;
    return readEntity({ request, source, representation, variables, context, rootKey }, wanted);
  }

  /** Missing and not visible look the same. What was there a moment ago may only be missing in a replica. */
  private onAbsent({ query }: RefreshOf): Refreshed {
    if (this.order.current !== undefined && !this.wasAbsent) {
      this.wasAbsent = true;
      return { kind: 'again', afterMs: DOUBT_MS };
    }
    return { kind: 'ended', errors: [notFound(query.compiled.field.entityType)] };
  }

  /** Lets a reading pass (undefined), or says when to read again. */
  private inOrder(reading: StateReading, wanted: LogWanted | undefined): Refreshed | undefined {
    const verdict = this.order.judge(reading.version);
    if (verdict.kind === 'reread') return { kind: 'again', afterMs: verdict.afterMs };
    if (verdict.kind === 'restart') {
      this.order.restart();
      this.log.clear();
    }
    const from = this.order.current ?? reading.version - 1;
    if (wanted === undefined || !missesCommits(reading.entries, from, reading.version)) return undefined;
    const afterMs = LOG_WAITS_MS[this.logTries];
    this.logTries += 1;
    return afterMs === undefined ? undefined : { kind: 'again', afterMs };
  }

  private async complete(of: RefreshOf, reading: StateReading): Promise<Refreshed | undefined> {
    const { query, context, formatError } = of;
    const { version } = reading;
    const outcome = await this.execute(of, reading);
    if (!of.isCurrent()) return undefined;
    const errors = outcome.errors.map((error) => formatError(asGraphQLError(error), context.correlationId));
    this.wasAbsent = false;
    this.logTries = 0;
    this.log.accept(version, reading.entries);
    const template = new FrameTemplate(query.layout, outcome.data, errors);
    const againInMs = this.order.show(version);
    return {
      kind: 'state',
      version,
      template,
      againInMs,
      isLast: reading.isFinal && againInMs === undefined,
    };
  }

  private execute(
    { query, context }: RefreshOf,
    reading: StateReading,
  ): ReturnType<LiveQuery['runtime']['execute']> {
    const { layout, compiled, variables, runtime } = query;
    const known = this.order.current === reading.version ? this.log.newest : undefined;
    const newest = reading.entries.find(({ version }) => version === reading.version) ?? known;
    if (layout.requiresNewest && newest === undefined) {
      const error = atField(logIncomplete(compiled.field.entityType), layout.rootKey);
      return Promise.resolve({ data: { [layout.rootKey]: null }, errors: [error] });
    }
    const facts = { version: reading.version, isSnapshot: true, changes: [], newest };
    const envelope = { ...standInEnvelope(layout, facts), ...reading.entities };
    const primary = { data: { [layout.rootKey]: envelope }, errors: reading.errors };
    return runtime.execute({ compiled, variables, context, primary });
  }
}
