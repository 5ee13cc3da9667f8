import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { faultCodeOf } from '@agora/platform/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { ChangeEntry } from './change-log';
import { HIDDEN, LOG_PAGE_SIZE } from './trigger-rewrite';
import type { EntityRequest } from './trigger-rewrite';

/** What the owner says about an entity at one moment. */
export type EntityReading =
  | {
      readonly kind: 'state';
      readonly version: number;
      /** Whether no commit follows any more. */
      readonly isFinal: boolean;
      /** The commits that were asked for, oldest first; a list with a hole when the owner's log has one. */
      readonly entries: readonly ChangeEntry[];
      /** Name in the envelope → the entity as selected there; null when an error inside it reached it. */
      readonly entities: Readonly<Record<string, unknown>>;
      /** Field errors inside the entity, paths as in the envelope. */
      readonly errors: readonly GraphQLFormattedError[];
    }
  /** Not there, or not for this viewer: the two look the same. */
  | { readonly kind: 'absent' }
  /** The owner refuses; asking again would not help. */
  | { readonly kind: 'refused'; readonly errors: readonly Error[] }
  /** No usable answer; asking again may help. */
  | { readonly kind: 'unavailable'; readonly errors: readonly Error[] };

/** What is asked about which entity, on whose behalf. */
export interface ReadingOf {
  readonly request: EntityRequest;
  readonly source: GraphQLDataSource;
  readonly representation: Readonly<Record<string, unknown>>;
  /** The client's variables as sent; only those the entity uses are passed on. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The gateway's context of one operation. */
  readonly context: object;
  /** Response name of the subscription field, for error paths. */
  readonly rootKey: string;
}

/** Which part of the log a reading brings. */
export interface LogWanted {
  /** Commits after this version; undefined: none but the newest. */
  readonly after: number | undefined;
  /** Whether the newest commit must be there even when it is not after that version. */
  readonly withNewest: boolean;
}

/** Pages of the log read before a subscriber that is so far behind is given a snapshot instead. */
const MAX_LOG_PAGES = 20;

/** Codes by which an owner refuses; anything else may be an outage. */
const REFUSALS: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
]);

/**
 * Reads state, version and commits in one request, and further pages of the log when there are more commits than
 * one page holds. Never rejects.
 */
export async function readEntity(of: ReadingOf, log: LogWanted | undefined): Promise<EntityReading> {
  try {
    const answer = await ask(of, of.request.stateQuery, log === undefined ? undefined : (log.after ?? NEVER));
    const reading = readingOf(of, answer);
    if (reading.kind !== 'state' || log === undefined) return reading;
    return { ...reading, entries: await completeLog(of, reading, log) };
  } catch (error) {
    return { kind: 'unavailable', errors: [asError(error)] };
  }
}

/** Later than every commit: the log is selected, but nothing of it is read. */
const NEVER = 2_147_483_647;

async function completeLog(
  of: ReadingOf,
  first: Extract<EntityReading, { kind: 'state' }>,
  log: LogWanted,
): Promise<readonly ChangeEntry[]> {
  if (log.after === undefined || (log.withNewest && log.after >= first.version))
    return readLog(of, first.version - 1);
  const entries = [...first.entries];
  let page = first.entries;
  for (let pages = 1; pages < MAX_LOG_PAGES; pages += 1) {
    const last = page.at(-1);
    if (page.length < LOG_PAGE_SIZE || last === undefined || last.version >= first.version) break;
    page = await readLog(of, last.version);
    entries.push(...page);
  }
  return entries;
}

async function readLog(of: ReadingOf, after: number): Promise<readonly ChangeEntry[]> {
  return entriesOf((await ask(of, of.request.logQuery, after)).data);
}

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

async function ask(of: ReadingOf, query: string, logAfter: number | undefined): Promise<Answer> {
  const variables: Record<string, unknown> = {
    [HIDDEN.representations]: [of.representation],
    [HIDDEN.after]: logAfter ?? NEVER,
    [HIDDEN.withLog]: logAfter !== undefined,
  };
  if (query === of.request.stateQuery) {
    for (const name of of.request.variables)
      if (of.variables[name] !== undefined) variables[name] = of.variables[name];
  }
  const { operationName } = of.request;
  const options = {
    kind: 'incoming operation',
    request: { query, variables, ...(operationName === undefined ? {} : { operationName }) },
    context: of.context,
    incomingRequestContext: { context: of.context },
  };
  // A data source reads the request and the context; the rest of Apollo's request context has no meaning here.
  return of.source.process(options as unknown as GraphQLDataSourceProcessOptions);
}

function readingOf(of: ReadingOf, answer: Answer): EntityReading {
  const errors = (answer.errors ?? []).map(asFormatted);
  const hidden = entityAt(answer.data, HIDDEN.live);
  if (hidden === null) return withoutEntity(answer, errors);
  // The selected entity's own state is the one the client can see.
  const { entities, seen = hidden } = selectedEntities(of, answer.data);
  return {
    kind: 'state',
    version: Number(seen[HIDDEN.version]),
    isFinal: seen[HIDDEN.final] != null,
    entries: entriesOf(answer.data),
    entities,
    errors: errors.flatMap((error) => relocate(error, of)),
  };
}

function withoutEntity(answer: Answer, errors: readonly GraphQLFormattedError[]): EntityReading {
  const isAnswered = Array.isArray(answer.data?.[HIDDEN.live]);
  if (errors.length === 0)
    return isAnswered
      ? { kind: 'absent' }
      : { kind: 'unavailable', errors: [new Error('The owner answered without data')] };
  const faults = errors.map(asError);
  const isRefused = faults.some((fault) => REFUSALS.has(faultCodeOf(fault)));
  return { kind: isRefused ? 'refused' : 'unavailable', errors: faults };
}

function selectedEntities(
  of: ReadingOf,
  data: Answer['data'],
): {
  readonly entities: Readonly<Record<string, unknown>>;
  readonly seen?: Readonly<Record<string, unknown>>;
} {
  const entities: Record<string, unknown> = {};
  let seen: Readonly<Record<string, unknown>> | undefined;
  for (const [alias, name] of of.request.selections) {
    if (data?.[alias] === undefined) continue;
    const entity = entityAt(data, alias);
    if (entity !== null) seen = entity;
    entities[name] = entity === null ? null : withoutHidden(entity);
  }
  return seen === undefined ? { entities } : { entities, seen };
}

function entityAt(data: Answer['data'], alias: string): Record<string, unknown> | null {
  const list = data?.[alias] as readonly (Record<string, unknown> | null)[] | null | undefined;
  return list?.[0] ?? null;
}

function entriesOf(data: Answer['data']): readonly ChangeEntry[] {
  const entries = entityAt(data, HIDDEN.live)?.[HIDDEN.changes] as readonly ChangeEntry[] | null | undefined;
  return [...(entries ?? [])].sort((a, b) => a.version - b.version);
}

function withoutHidden(entity: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { [HIDDEN.version]: _version, [HIDDEN.final]: _final, ...visible } = entity;
  return visible;
}

/** `['__live_cart', 0, 'lines', 1]` → `['cartChanged', 'cart', 'lines', 1]`. What is hidden has no errors to show. */
function relocate(error: GraphQLFormattedError, of: ReadingOf): readonly GraphQLFormattedError[] {
  const [alias, , ...rest] = error.path ?? [];
  if (alias === HIDDEN.live) return [];
  const name = of.request.selections.get(String(alias));
  return [{ ...error, path: name === undefined ? [of.rootKey] : [of.rootKey, name, ...rest] }];
}

function asFormatted(error: GraphQLFormattedError): GraphQLFormattedError {
  const { message, path, extensions } = error;
  return {
    message,
    ...(path === undefined ? {} : { path }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function asError(error: unknown): Error {
  if (error instanceof Error) return error;
  const { message, extensions } = error as Partial<GraphQLFormattedError>;
  return new GraphQLError(message ?? 'The owner failed', { extensions: extensions ?? {} });
}
