// What a plan is compiled to. The head of executor.ts tells what comes before and after.
import type { QueryPlan } from '@apollo/query-planner';
import type { DataObject } from '../run/data-object';

type PlanNode = NonNullable<QueryPlan['node']>;
type PlannedFetch = Extract<PlanNode, { kind: 'Fetch' }>;

/** Where in the data something is: response names, and `@` for every element of a list. */
export type DataPath = readonly string[];

/** What an entity fetch needs to know of its entities. */
export type RequiredSelection = NonNullable<PlannedFetch['requires']>[number];

/** A change of a representation, or of an answer, that the planner asks for. */
export type Rewrite = NonNullable<PlannedFetch['inputRewrites']>[number];

/** One fetch of the plan. */
export interface Fetch {
  readonly subgraph: string;
  readonly operation: string;
  /** The client's variables it uses. */
  readonly variables: readonly string[];
  /** Of the entities; empty for root fields. */
  readonly path: DataPath;
  /** Undefined for root fields. */
  readonly requires: readonly RequiredSelection[] | undefined;
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  /** Whether entities at its path that are equal may become one: nothing but one fetch gives them, each whole. */
  readonly isGivenOnce: boolean;
}

/** What is asked about entities: each representation once, as JSON, and whose it is. */
export interface Representations {
  readonly texts: readonly string[];
  /** Per representation the entities it stands for. Never empty. */
  readonly owners: readonly (readonly DataObject[])[];
}

/** Where fetches that ask the same are in the request of their group. */
export interface Slot {
  /** The first of them. */
  readonly fetch: Fetch;
  /** More than one only for entities. */
  readonly fetches: readonly Fetch[];
  /** Of its entities. Undefined for root fields. */
  readonly writer: { of(data: DataObject, shared: Set<unknown>): Representations } | undefined;
  /** What is selected of an entity, whatever its type: nothing else of an answer is put in place. */
  readonly responseNames: readonly string[];
  /** Response name of its entities, `_entities` when it is alone. Not used by root fields. */
  readonly alias: string;
  /** The variable of its representations. */
  readonly representations: string;
}

/** Fetches that are one request, sent when everything they depend on has been answered. */
export interface FetchGroup {
  readonly subgraph: string;
  readonly operation: string;
  readonly operationName: string | undefined;
  readonly slots: readonly Slot[];
  /** Places of groups in the program; all before this one. */
  readonly dependencies: readonly number[];
}

export type Program = readonly FetchGroup[];
