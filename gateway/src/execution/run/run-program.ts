import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { GraphQLError } from 'graphql';
import { collectEntities, placesOf } from './collect-entities';
import type { ResponsePath, Shared } from './collect-entities';
import type { DataObject } from './data-object';
import { mergeAnswer, mergeEntity } from './merge-answer';
import type { AbstractTypes } from './merge-answer';
import { slotAlone } from '../program/merged-request';
import type { Fetch, FetchGroup, Program, Representations, Slot } from '../program/program';
import { applyRewrites } from './rewrites';
import { errorsOfSubgraph } from './subgraph-errors';
import { UpstreamRequest } from './upstream-request';

export interface UpstreamAnswer {
  readonly data?: DataObject | null | undefined;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
  /** Whether no text in it needs to be escaped in JSON, as far as that is known. */
  readonly isPlain?: boolean | undefined;
  /** Whether every text in it is nothing but ASCII, as far as that is known. */
  readonly isAscii?: boolean | undefined;
}

/** Asks a subgraph by name on behalf of one operation. A rejection is an error of the fetch, and the rest goes on. */
export type AskSubgraph = (subgraph: string, request: UpstreamRequest) => Promise<UpstreamAnswer>;

export interface RunOptions {
  /** With the types that the API does not show. */
  readonly supergraphSchema: GraphQLSchema;
  readonly abstractTypes: AbstractTypes;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly ask: AskSubgraph;
}

/** What the subgraphs said, not yet checked against the schema of the API. */
export interface Gathered {
  readonly data: DataObject;
  readonly errors: readonly GraphQLError[];
  /** Of the data. */
  readonly shared: Shared;
  /** Whether no text of the data needs to be escaped in JSON. */
  readonly isPlain: boolean;
  /** Whether every text of the data is nothing but ASCII. */
  readonly isAscii: boolean;
}

/** Runs the groups of a program, each as soon as what it depends on has been answered. Never rejects. */
export async function runProgram(program: Program, options: RunOptions): Promise<Gathered> {
  const run = new Run(options);
  await Promise.all(startProgram(program, () => run));
  return run;
}

/**
 * Begins to run the groups of a program, each by the run of its place and as soon as what it depends on has been answered.
 * @returns the ends of the groups, which never reject.
 */
export function startProgram(program: Program, runOf: (place: number) => Run): readonly Promise<void>[] {
  const ends: Promise<void>[] = [];
  for (const [place, group] of program.entries()) {
    const run = runOf(place);
    const before = group.dependencies.flatMap((needed) => ends[needed] ?? []);
    ends.push(before.length === 0 ? run.group(group) : Promise.all(before).then(() => run.group(group)));
  }
  return ends;
}

/** A slot with what is asked about its entities. */
interface Asked {
  readonly slot: Slot;
  readonly representations: Representations;
}

const NOTHING: Representations = { texts: [], owners: [] };

/** Runs groups over data that may be shared with other runs; the errors are of its own groups. */
export class Run implements Gathered {
  readonly data: DataObject;
  readonly errors: GraphQLError[] = [];
  readonly shared: Set<unknown>;
  isPlain = true;
  isAscii = true;

  constructor(
    private readonly options: RunOptions,
    { data, shared }: Pick<Run, 'data' | 'shared'> = { data: {}, shared: new Set() },
  ) {
    this.data = data;
    this.shared = shared;
  }

  /** Never rejects. */
  async group(group: FetchGroup): Promise<void> {
    const [first] = group.slots;
    try {
      if (first !== undefined && first.fetch.requires === undefined) await this.roots(group, first);
      else await this.entities(group);
    } catch (error) {
      this.errors.push(error instanceof GraphQLError ? error : asGraphQLError(error));
    }
  }

  private async roots(group: FetchGroup, { fetch }: Slot): Promise<void> {
    const parents = collectEntities(this.data, fetch.path, this.shared);
    if (parents.length === 0) return;
    const answer = await this.ask(group, this.variablesOf(group.slots));
    this.note(group, answer.errors, (path) =>
      [...placesOf(this.data, fetch.path).values()]
        .flat()
        .map((place) => (path === undefined ? undefined : [...place, ...path])),
    );
    if (answer.data == null) return;
    applyRewrites(this.options.supergraphSchema, fetch.outputRewrites, answer.data);
    for (const parent of parents) mergeAnswer(parent, answer.data, this.options.abstractTypes);
  }

  private async entities(group: FetchGroup): Promise<void> {
    const asked = group.slots.map((slot) => this.askedBy(slot));
    if (asked.every(({ representations }) => representations.texts.length === 0)) return;
    const answer = await this.askFor(group, asked);
    const { told, again } = againOf(answer, asked);
    this.note(group, told, (path) => this.placesOfError(asked, path));
    for (const one of asked) this.put(one, answer);
    const { supergraphSchema } = this.options;
    await Promise.all(
      again.map((fetches) => this.group(groupOf(group, slotAlone(supergraphSchema, fetches)))),
    );
  }

  private askFor(group: FetchGroup, asked: readonly Asked[]): Promise<UpstreamAnswer> {
    const variables = this.variablesOf(group.slots);
    for (const { slot, representations } of asked)
      variables.push(`${JSON.stringify(slot.representations)}:[${representations.texts.join(',')}]`);
    return this.ask(group, variables);
  }

  private askedBy(slot: Slot): Asked {
    return { slot, representations: slot.writer?.of(this.data, this.shared) ?? NOTHING };
  }

  private put({ slot, representations: { texts, owners } }: Asked, answer: UpstreamAnswer): void {
    const received = answer.data?.[slot.alias];
    if (received === undefined || received === null) return;
    if (!Array.isArray(received) || received.length !== texts.length)
      throw new Error(`${slot.fetch.subgraph} answered another number of entities than it was asked for`);
    const names = slot.responseNames;
    const { supergraphSchema, abstractTypes: abstract } = this.options;
    for (const [index, entity] of (received as readonly unknown[]).entries()) {
      if (typeof entity !== 'object' || entity === null) continue;
      applyRewrites(supergraphSchema, slot.fetch.outputRewrites, entity);
      const of = owners[index] ?? [];
      if (of.length > 1) this.share(entity);
      for (const owner of of) mergeEntity(owner, entity as DataObject, { names, abstract });
    }
  }

  /** What stands in an entity of many owners stands at many places. */
  private share(entity: object): void {
    for (const value of Object.values(entity) as unknown[])
      if (typeof value === 'object' && value !== null) this.shared.add(value);
  }

  /** `['e1', 3, 'price']` is at every entity that the third representation of that slot stands for. */
  private placesOfError(
    asked: readonly Asked[],
    path: GraphQLFormattedError['path'],
  ): readonly (ResponsePath | undefined)[] {
    const [alias, index, ...rest] = path ?? [];
    const one = asked.find(({ slot }) => slot.alias === alias) ?? asked[0];
    if (one === undefined || path === undefined) return [undefined];
    const places = one.slot.fetches.map(({ path: at }) => placesOf(this.data, at));
    const owners =
      typeof index === 'number'
        ? one.representations.owners[index]
        : one.representations.owners[0]?.slice(0, 1);
    const found = (owners ?? [])
      .flatMap((owner) => places.flatMap((ofPath) => ofPath.get(owner) ?? []))
      .map((place) => [...place, ...rest]);
    // An error that names an entity nobody asked for is told all the same.
    return found.length === 0 ? [undefined] : found;
  }

  private async ask(
    { subgraph, operation, operationName }: FetchGroup,
    variables: readonly string[],
  ): Promise<UpstreamAnswer> {
    const request = new UpstreamRequest(operation, operationName, `{${variables.join(',')}}`);
    const answer = await this.options.ask(subgraph, request);
    // Else the client would find null for no visible reason.
    if (answer.data == null && (answer.errors ?? []).length === 0)
      throw new Error(`The subgraph ${subgraph} answered without data and without errors`);
    this.isPlain &&= answer.isPlain === true;
    this.isAscii &&= answer.isAscii === true;
    return answer;
  }

  /** As members of a JSON object. */
  private variablesOf(slots: readonly Slot[]): string[] {
    const names = new Set(slots.flatMap(({ fetch }) => fetch.variables));
    const members: string[] = [];
    for (const name of names)
      if (Object.hasOwn(this.options.variables, name) && this.options.variables[name] !== undefined)
        members.push(`${JSON.stringify(name)}:${JSON.stringify(this.options.variables[name])}`);
    return members;
  }

  private note(
    { subgraph }: FetchGroup,
    errors: readonly GraphQLFormattedError[] | undefined,
    places: Parameters<typeof errorsOfSubgraph>[2],
  ): void {
    if (errors !== undefined && errors.length > 0)
      this.errors.push(...errorsOfSubgraph(errors, subgraph, places));
  }
}

/** Codes of errors that are about the subgraph and not about what it was asked. */
const OUTAGES: ReadonlySet<unknown> = new Set(['DOWNSTREAM_UNAVAILABLE', 'DEADLINE_EXCEEDED']);

/** What becomes of an answer: the errors in it that are told, and the fetches that are asked again, each list of them alone. */
interface Again {
  readonly told: readonly GraphQLFormattedError[];
  readonly again: readonly (readonly Fetch[])[];
}

/**
 * The entities of one slot that cannot be had null the whole answer, as no subgraph may leave out `_entities`. The slots that no
 * error is about are asked for again, each by itself, and of those that failed each fetch: only then it is known whose entities
 * failed.
 */
function againOf({ data, errors = [] }: UpstreamAnswer, asked: readonly Asked[]): Again {
  const failed = new Set(errors.map(({ path }) => path?.[0]));
  if (data != null || failed.has(undefined)) return { told: errors, again: [] };
  const isOutage = errors.some(({ extensions }) => OUTAGES.has(extensions?.['code']));
  const due = asked.filter(({ representations: { texts } }) => texts.length > 0).map(({ slot }) => slot);
  const spared = asked.length === 1 ? [] : due.filter(({ alias }) => !failed.has(alias));
  const split = isOutage ? [] : due.filter(({ alias, fetches }) => failed.has(alias) && fetches.length > 1);
  const retold = new Set<unknown>(split.map(({ alias }) => alias));
  return {
    told: errors.filter(({ path }) => !retold.has(path?.[0])),
    again: [
      ...spared.map(({ fetches }) => fetches),
      ...split.flatMap(({ fetches }) => fetches.map((fetch) => [fetch])),
    ],
  };
}

function groupOf({ subgraph, operationName }: FetchGroup, slot: Slot): FetchGroup {
  const { operation } = slot.fetch;
  return { subgraph, operation, operationName, slots: [slot], dependencies: [] };
}

function asGraphQLError(error: unknown): GraphQLError {
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(cause.message, { originalError: cause });
}
