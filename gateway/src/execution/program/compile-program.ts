import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { mergedRequest } from './merged-request';
import { placeOf, placesGivenTwice } from './given-places';
import { neededNow } from './needed-now';
import type { FetchGroup, Program } from './program';
import { refuseConflicts } from './response-conflicts';
import type { ConflictSource } from './response-conflicts';
import { schedule } from './schedule';
import type { ScheduledFetch, ScheduledPart } from './schedule';

export interface CompileOptions extends Omit<ConflictSource, 'fetches'> {
  /** Whether fetches of one subgraph and round become one request. Never for mutations. */
  readonly isMerging: boolean;
}

/** A program whose groups are answered in several parts. */
export interface PartedProgram {
  readonly program: Program;
  /** The first is what is answered at once. */
  readonly parts: readonly ProgramPart[];
}

export interface ProgramPart extends Pick<ScheduledPart, 'label' | 'parent'> {
  /** Places of its groups in the program. */
  readonly groups: readonly number[];
}

/**
 * What is asked of whom, and after what.
 * @throws Error for a plan that cannot be executed; GraphQLError for one that would mix up what it fetches.
 */
export function compileProgram(plan: QueryPlan, { isMerging, ...asked }: CompileOptions): PartedProgram {
  const scheduled = schedule(plan, asked.conditions);
  const fetches = scheduled.flatMap((part) => part.fetches);
  // Whoever waits for a part has already found the objects that it is about.
  const givenTwice = scheduled.length === 1 ? placesGivenTwice(fetches.map(({ fetch }) => fetch)) : undefined;
  for (const one of fetches) {
    const requires = neededNow(asked.schema, one.fetch, asked.conditions);
    const isGivenOnce = givenTwice !== undefined && !givenTwice.has(placeOf(one.fetch.path));
    one.fetch = { ...one.fetch, requires, isGivenOnce };
  }
  refuseConflicts({ ...asked, fetches: fetches.map(({ fetch }) => fetch) });
  const groups: ScheduledFetch[][] = [];
  const parts = scheduled.map(({ label, parent, fetches: own }): ProgramPart => {
    const added = isMerging ? groupsOf(own) : own.map((fetch) => [fetch]);
    const first = groups.push(...added) - added.length;
    return { label, parent, groups: added.map((_, index) => first + index) };
  });
  return { program: programOf(asked.schema, groups), parts };
}

function programOf(schema: GraphQLSchema, groups: readonly ScheduledFetch[][]): Program {
  const places = new Map(groups.flatMap((group, place) => group.map((fetch) => [fetch, place] as const)));
  return groups.map((group): FetchGroup => {
    const needed = group.flatMap(({ needs }) => needs.flatMap((fetch) => places.get(fetch) ?? []));
    return { ...mergedRequest(schema, group), dependencies: [...new Set(needed)] };
  });
}

/** In the order of their rounds, in which what a group needs is always before it. */
function groupsOf(fetches: readonly ScheduledFetch[]): ScheduledFetch[][] {
  const groups = new Map<string, ScheduledFetch[]>();
  const inOrder = fetches.toSorted((a, b) => a.round - b.round);
  for (const [index, one] of inOrder.entries()) {
    const isEntity = one.fetch.requires !== undefined;
    const key = isEntity ? `${String(one.round)} ${one.fetch.subgraph}` : `root ${String(index)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
