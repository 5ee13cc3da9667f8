// The execution of query plans. @apollo/gateway executes nothing here: its planner says which subgraph is asked for what, and
// this folder does it.
//
//   planning/  document ──► plan, once per operation
//   program/   plan ──► program: groups of fetches, each waits for some others; once per values of @skip and @include
//   run/       program ──► one request per group, each entity asked about once, answers put in place, errors with their places
//   response/  data ──► what the operation selects of it, in its order, as JSON text checked against the API schema
//   defer/     the same in parts
//   comparison/ holds all of it against the stock gateway
import { Supergraph } from '@apollo/federation-internals';
import { GraphQLError, getVariableValues, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { answerInParts } from './defer/answer-in-parts';
import type { FirstPart } from './defer/answer-in-parts';
import type { CompletedData } from './response/completed-data';
import { executionSchemas } from './planning/execution-schemas';
import type { ExecutionSchemas } from './planning/execution-schemas';
import { introspected } from './response/introspection';
import { OperationPlanner } from './planning/operation-planner';
import { PlannedDeferrals } from './defer/planned-deferrals';
import { PlannedOperations } from './planning/planned-operations';
import type { OperationToPlan } from './planning/planned-operations';
import type { PreparedOperation } from './planning/planned-operation';
import { startParts } from './defer/run-parts';
import { runPrepared } from './run/run-prepared';
import type { AskSubgraph } from './run/run-program';

export interface ExecutedOperation {
  /** Undefined when nothing of it could be told. */
  readonly data?: CompletedData;
  readonly errors?: readonly GraphQLError[];
  /** Nothing was asked of any subgraph: the operation or its variables are not right. */
  readonly isRefused?: true;
}

/** An operation with its variables, worked out. */
export interface ReadyOperation {
  readonly wanted: OperationToPlan;
  readonly prepared: PreparedOperation;
}

/** Executes operations over one version of a supergraph. */
export class SupergraphExecutor {
  private readonly operations: PlannedOperations;
  private readonly deferrals: PlannedDeferrals;
  private readonly schemas: ExecutionSchemas;

  /** @throws GraphQLError for a supergraph that is none. */
  constructor(
    supergraphSdl: string,
    readonly apiSchema: GraphQLSchema,
  ) {
    const supergraph = Supergraph.build(supergraphSdl);
    this.schemas = executionSchemas(supergraph, apiSchema);
    const planner = new OperationPlanner(supergraph);
    this.operations = new PlannedOperations(planner, this.schemas);
    this.deferrals = new PlannedDeferrals(planner, this.schemas);
  }

  /**
   * Plans an operation before anybody asks for it.
   * @throws GraphQLError when it does not fit the schema or cannot be planned.
   */
  plan(wanted: OperationToPlan): void {
    const [problem] = validate(this.apiSchema, wanted.document);
    if (problem !== undefined) throw problem;
    this.operations.prepare(wanted);
  }

  /** Operations that have a plan, the most recently used first. */
  inUse(): readonly OperationToPlan[] {
    return this.operations.inUse();
  }

  /** Never rejects: what goes wrong is in `errors`, and `data` has what was right. */
  async execute(wanted: OperationToPlan, ask: AskSubgraph): Promise<ExecutedOperation> {
    const ready = this.prepare(wanted);
    return 'isRefused' in ready ? ready : this.run(ready, ask);
  }

  /** What is to be run, or why nothing is. Never throws. */
  prepare(wanted: OperationToPlan): ReadyOperation | (ExecutedOperation & { readonly isRefused: true }) {
    const { operation, variables } = wanted;
    const { variableDefinitions = [] } = operation;
    if (variableDefinitions.length > 0) {
      const { errors } = getVariableValues(this.apiSchema, variableDefinitions, variables);
      if (errors !== undefined) return { errors, isRefused: true };
    }
    try {
      return { wanted, prepared: this.operations.prepare(wanted) };
    } catch (error) {
      return { errors: [asGraphQLError(error)], isRefused: true };
    }
  }

  /**
   * How to execute an operation of which something is deferred. Undefined when {@link execute} has to say: nothing is, or the
   * operation cannot be run.
   */
  inParts(wanted: OperationToPlan): ((ask: AskSubgraph) => Promise<FirstPart>) | undefined {
    const { document, operation, variables } = wanted;
    if (
      getVariableValues(this.apiSchema, operation.variableDefinitions ?? [], variables).errors !== undefined
    )
      return undefined;
    const prepared = this.deferrals.prepare(wanted);
    if (prepared === undefined) return undefined;
    const { api: schema, supergraph: supergraphSchema, abstractTypes } = this.schemas;
    return async (ask) => {
      const running = startParts(prepared, { supergraphSchema, abstractTypes, variables, ask });
      if (operation.operation === 'query')
        running.add(await introspected(schema, document, { operation, variables }));
      return answerInParts({ schema, prepared, running });
    };
  }

  /** As {@link execute}. */
  async run({ wanted, prepared }: ReadyOperation, ask: AskSubgraph): Promise<ExecutedOperation> {
    const { variables, operation, document } = wanted;
    try {
      if (!prepared.doesIntrospect) return await runPrepared(this.schemas, prepared, { variables, ask });
      const asked = await introspected(this.schemas.api, document, { operation, variables });
      return await runPrepared(this.schemas, prepared, { variables, ask, introspected: asked });
    } catch (error) {
      return { errors: [asGraphQLError(error)] };
    }
  }
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(cause.message, { originalError: cause });
}
