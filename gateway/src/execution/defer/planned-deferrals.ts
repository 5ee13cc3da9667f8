import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLObjectType, GraphQLSchema, SelectionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { compileProgram } from '../program/compile-program';
import type { PartedProgram } from '../program/compile-program';
import { conditionsOf, valuesOf } from '../planning/conditions';
import { deferConditions, deferringOperation, valuesOfDefer } from './deferring-operation';
import type { DeferConditions, DeferringOperation } from './deferring-operation';
import type { OperationPlanner } from '../planning/operation-planner';
import type { OperationToPlan } from '../planning/planned-operations';
import { Shape } from '../response/response-shape';
import type { Conditions } from '../program/schedule';

/** An operation that can be run, answered in several parts. */
export interface PreparedDeferral extends PartedProgram {
  readonly type: GraphQLObjectType;
  /** Of the part that is answered first; the others are in it. */
  readonly shape: Shape;
  /** What the client calls the parts, by their places. */
  readonly labels: readonly (string | undefined)[];
}

/** An operation with one set of values for its @defer. */
interface PlannedDeferral {
  readonly deferring: DeferringOperation;
  readonly plan: QueryPlan;
  readonly conditions: Conditions;
  readonly prepared: Map<string, PreparedDeferral | undefined>;
}

interface KnownOperation {
  readonly conditions: DeferConditions;
  /** By the values of those. Undefined where nothing is deferred. */
  readonly planned: Map<string, PlannedDeferral | undefined>;
}

const MOST_OPERATIONS = 500;
/** Combinations of values kept of one operation: of its @defer, and of its @skip and @include for each of those. */
const MOST_COMBINATIONS = 16;

/**
 * Plans of operations that are answered in parts, and what they are compiled to: each made once, while it is asked for at all. An
 * operation is planned per values of its @defer, as the planner would otherwise make all combinations of them.
 */
export class PlannedDeferrals {
  private readonly operations = new LRUCache<string, KnownOperation>({ max: MOST_OPERATIONS });

  constructor(
    private readonly planner: OperationPlanner,
    private readonly schemas: { readonly api: GraphQLSchema; readonly supergraph: GraphQLSchema },
  ) {}

  /**
   * Undefined when there would be one part: nothing is deferred with these variables, or nothing that is could come later.
   * Never throws: what cannot be planned in parts may be possible in one piece.
   */
  prepare(wanted: OperationToPlan): PreparedDeferral | undefined {
    const planned = this.planned(wanted);
    if (planned === undefined) return undefined;
    const conditions = valuesOf(planned.conditions, wanted.variables);
    return remembered(planned.prepared, conditions, () => this.compiled(planned, conditions));
  }

  private planned({ document, operation, documentHash, variables }: OperationToPlan) {
    const key = `${documentHash} ${operation.name?.value ?? ''}`;
    let known = this.operations.get(key);
    if (known === undefined) {
      known = { conditions: deferConditions(document, operation), planned: new Map() };
      this.operations.set(key, known);
    }
    const values = valuesOfDefer(known.conditions, variables);
    return remembered(known.planned, values, (): PlannedDeferral | undefined => {
      const deferring = deferringOperation(document, operation, values);
      if (deferring === undefined) return undefined;
      const plan = orUndefined(() => this.planner.plan(deferring.document, operation.name?.value));
      if (plan === undefined) return undefined;
      const conditions = conditionsOf(deferring.document, deferring.operation);
      return { deferring, plan, conditions, prepared: new Map() };
    });
  }

  private compiled(
    { deferring, plan }: PlannedDeferral,
    conditions: Conditions,
  ): PreparedDeferral | undefined {
    const { document, operation, deferred } = deferring;
    const compiled = orUndefined(() =>
      compileProgram(plan, {
        ...{ schema: this.schemas.supergraph, document, operation, conditions },
        isMerging: operation.operation === 'query',
      }),
    );
    const type = this.schemas.api.getRootType(operation.operation);
    if (type == null || compiled === undefined || compiled.parts.length === 1) return undefined;
    const places = new Map<SelectionNode, number>();
    for (const [place, { label = '' }] of compiled.parts.entries()) {
      const fragment = deferred.get(label);
      if (fragment !== undefined) places.set(fragment.node, place);
    }
    const source = { schema: this.schemas.api, fragments: new Map(), conditions, deferred: places };
    return {
      ...compiled,
      type,
      shape: new Shape(source, [operation.selectionSet]),
      labels: compiled.parts.map(({ label = '' }) => deferred.get(label)?.label),
    };
  }
}

/**
 * Apollo's planner (2.14) fails on @defer in places where it has a plan without: around @requires in a deferred list, and where an
 * interface is an object of a subgraph. Then the answer comes in one piece, which a client must be able to read anyway.
 */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function remembered<T>(by: Map<string, T>, values: Conditions, make: () => T): T {
  const key = [...values.values()].join();
  const known = by.get(key);
  if (known !== undefined || by.has(key)) return known as T;
  const made = make();
  if (by.size >= MOST_COMBINATIONS) by.clear();
  by.set(key, made);
  return made;
}
