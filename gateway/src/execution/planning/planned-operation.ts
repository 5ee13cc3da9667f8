import type { QueryPlan } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, DocumentNode } from 'graphql';
import { fragmentsOf } from '../../limits/fragments';
import { compileProgram } from '../program/compile-program';
import { conditionsOf, valuesOf } from './conditions';
import { doesIntrospect } from '../response/introspection';
import type { Program } from '../program/program';
import { Shape } from '../response/response-shape';
import { responseWriter } from '../response/response-writer';
import type { Conditions } from '../program/schedule';

/** What a supergraph looks like to its clients, and with the types they do not see. */
export interface PlanSchemas {
  readonly api: GraphQLSchema;
  readonly supergraph: GraphQLSchema;
}

/** An operation that can be run. */
export interface PreparedOperation {
  /** What the program was compiled from. */
  readonly plan: QueryPlan;
  /** The values it was compiled for. */
  readonly conditions: Conditions;
  readonly program: Program;
  readonly type: GraphQLObjectType;
  readonly shape: Shape;
  readonly write: ReturnType<typeof responseWriter>;
  /** Whether a part of the answer is about the schema. */
  readonly doesIntrospect: boolean;
}

/** An operation with its plan. */
export interface OperationWithPlan {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly plan: QueryPlan;
}

/** Combinations of @skip and @include values kept of one operation. */
const MOST_COMBINATIONS = 64;

/** What the plan of one operation is compiled to, once per values of the variables that decide what is selected. */
export class PlannedOperation {
  private readonly conditions: ReadonlyMap<string, boolean>;
  private readonly prepared = new Map<string, PreparedOperation>();

  constructor(
    private readonly schemas: PlanSchemas,
    private readonly planned: OperationWithPlan,
  ) {
    this.conditions = conditionsOf(planned.document, planned.operation);
  }

  /** @throws GraphQLError for an operation that cannot be run as it is planned. */
  prepare(variables: Readonly<Record<string, unknown>>): PreparedOperation {
    const conditions = valuesOf(this.conditions, variables);
    const key = [...conditions.values()].join();
    const known = this.prepared.get(key);
    if (known !== undefined) return known;
    const made = this.compile(conditions);
    if (this.prepared.size >= MOST_COMBINATIONS) this.prepared.clear();
    this.prepared.set(key, made);
    return made;
  }

  private compile(conditions: Conditions): PreparedOperation {
    const { document, operation, plan } = this.planned;
    const { api, supergraph: schema } = this.schemas;
    const type = api.getRootType(operation.operation);
    if (type == null) throw new GraphQLError(`The schema has no ${operation.operation}`);
    const fragments = fragmentsOf(document);
    const shape = new Shape({ schema: api, fragments, conditions }, [operation.selectionSet]);
    const isMerging = operation.operation !== 'mutation';
    return {
      plan,
      conditions,
      program: compileProgram(plan, { schema, document, operation, conditions, isMerging }).program,
      type,
      shape,
      write: responseWriter(api, { type, shape }),
      doesIntrospect: operation.operation === 'query' && doesIntrospect(document, operation),
    };
  }
}
