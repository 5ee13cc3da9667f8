import type { QueryPlan } from '@apollo/query-planner';
import type { DataPath, Fetch } from './program';

type PlanNode = NonNullable<QueryPlan['node']>;
type FetchNode = Extract<PlanNode, { kind: 'Fetch' }>;
type DeferredNode = Extract<PlanNode, { kind: 'Defer' }>['deferred'][number];

/** Values of the variables that conditions of the plan may ask for. */
export type Conditions = ReadonlyMap<string, boolean>;

/** A fetch and the fetches whose answers it needs. */
export interface ScheduledFetch {
  fetch: Fetch;
  readonly operationName: string | undefined;
  needs: readonly ScheduledFetch[];
  /** The round it belongs to, from 0: as late as costs no extra round, so that fetches of one subgraph meet. */
  round: number;
}

/** What is answered together: all of an operation, or what of it is left when the deferred parts are taken away, or one of those. */
export interface ScheduledPart {
  /** Of the @defer; undefined for the part that is answered first. */
  readonly label: string | undefined;
  /** Place of the part around it. */
  readonly parent: number | undefined;
  /** Each after everything it needs. */
  readonly fetches: ScheduledFetch[];
}

/**
 * The parts of a plan, each after the part around it: one, unless something is deferred.
 * @throws Error for a subscription.
 */
export function schedule(plan: QueryPlan, conditions: Conditions): readonly ScheduledPart[] {
  const first: ScheduledPart = { label: undefined, parent: undefined, fetches: [] };
  const into = { parts: [first], byId: new Map<string, ScheduledFetch>(), conditions, place: 0, part: first };
  if (plan.node !== undefined) walk(into, plan.node, { path: [], needs: [] });
  for (const { fetches } of into.parts) postpone(fetches);
  return into.parts;
}

interface Walk {
  readonly parts: ScheduledPart[];
  /** Fetches that deferred ones wait for. */
  readonly byId: Map<string, ScheduledFetch>;
  readonly conditions: Conditions;
  /** The part that is walked, and its place among the parts. */
  readonly part: ScheduledPart;
  readonly place: number;
}

interface Place {
  readonly path: DataPath;
  readonly needs: readonly ScheduledFetch[];
}

/** @returns the fetches that whoever comes after the node has to wait for. */
function walk(into: Walk, node: PlanNode, place: Place): readonly ScheduledFetch[] {
  switch (node.kind) {
    case 'Fetch': {
      const fetch = { ...fetchOf(node, place.path), needs: place.needs, round: 0 };
      into.part.fetches.push(fetch);
      if (node.id !== undefined) into.byId.set(node.id, fetch);
      return [fetch];
    }
    case 'Flatten':
      return walk(into, node.node, { ...place, path: [...place.path, ...node.path.map(String)] });
    case 'Parallel':
      return node.nodes.flatMap((child) => walk(into, child, place));
    case 'Sequence':
      return node.nodes.reduce<readonly ScheduledFetch[]>((needs, child) => {
        const last = walk(into, child, { ...place, needs });
        return last.length === 0 ? needs : last;
      }, place.needs);
    case 'Condition': {
      const branch = into.conditions.get(node.condition) === true ? node.ifClause : node.elseClause;
      return branch === undefined ? [] : walk(into, branch, place);
    }
    case 'Defer': {
      const last = node.primary.node === undefined ? [] : walk(into, node.primary.node, place);
      for (const deferred of node.deferred) walkDeferred(into, deferred);
      return last;
    }
    default:
      throw new Error(`a plan with a ${node.kind} node cannot be executed`);
  }
}

function walkDeferred(around: Walk, { label, node, depends }: DeferredNode): void {
  const part: ScheduledPart = { label, parent: around.place, fetches: [] };
  const place = around.parts.push(part) - 1;
  if (node === undefined) return;
  const needs = depends.flatMap(({ id }) => around.byId.get(id) ?? []);
  walk({ ...around, part, place }, node, { path: [], needs });
  // The planner names no fetch that has nothing to select: entities come from somewhere all the same.
  for (const one of part.fetches)
    if (one.needs.length === 0 && one.fetch.requires !== undefined) one.needs = around.part.fetches;
}

function fetchOf(node: FetchNode, path: DataPath): Pick<ScheduledFetch, 'fetch' | 'operationName'> {
  return {
    operationName: node.operationName,
    fetch: {
      subgraph: node.serviceName,
      operation: node.operation,
      variables: node.variableUsages ?? [],
      path,
      requires: node.requires,
      inputRewrites: node.inputRewrites ?? [],
      outputRewrites: node.outputRewrites ?? [],
      isGivenOnce: false,
    },
  };
}

function postpone(all: readonly ScheduledFetch[]): void {
  for (const one of all) one.round = Math.max(0, ...one.needs.map(({ round }) => round + 1));
  const last = Math.max(0, ...all.map(({ round }) => round));
  const latest = new Map<ScheduledFetch, number>();
  for (const one of [...all].reverse()) {
    const round = latest.get(one) ?? last;
    if (one.fetch.requires !== undefined) one.round = round;
    for (const needed of one.needs) latest.set(needed, Math.min(latest.get(needed) ?? last, one.round - 1));
  }
}
