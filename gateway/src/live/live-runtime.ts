import { createHash } from 'node:crypto';
import { Supergraph } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { executionSchemas } from '../execution/planning/execution-schemas';
import type { ExecutionSchemas } from '../execution/planning/execution-schemas';
import { runPrepared } from '../execution/run/run-prepared';
import type { UpstreamAnswer } from '../execution/run/run-program';
import { compile } from './compile';
import type { Compiled, PlannedSubscription } from './compile';
import { readLiveFields } from './live-directive';
import type { LiveField } from './live-field';
import { readSharedFields } from './shared-fields';
import type { SharedField } from './shared-fields';
import type { SubgraphSource } from '../subgraph-data-source';

export interface LiveRuntimeOptions {
  readonly supergraphSdl: string;
  /** The schema clients see, as the gateway made it. */
  readonly apiSchema: GraphQLSchema;
  /** By subgraph name, as they are for this version of the supergraph. */
  readonly serviceMap: Readonly<Record<string, SubgraphSource>>;
}

/** One execution of a plan whose first fetch is answered already. */
export interface Execution {
  readonly compiled: PlannedSubscription;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The gateway's context of one operation. */
  readonly context: object;
  readonly primary: PrimaryAnswer;
}

/** The answer of the plan's first fetch. */
export interface PrimaryAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphQLFormattedError[];
}

export interface ExecutionOutcome {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Not formatted yet; may hold plain errors of a data source. */
  readonly errors: readonly Error[];
}

const COMPILED_KEPT = 2_000;

/**
 * One version of the supergraph as the live engine uses it: schemas, planner and plans. Immutable, so a plan can
 * never meet the data sources of another version.
 */
export class LiveRuntime {
  /** Equal for equal supergraphs. */
  readonly id: string;
  readonly apiSchema: GraphQLSchema;
  readonly serviceMap: LiveRuntimeOptions['serviceMap'];
  readonly api: Schema;
  readonly schemas: ExecutionSchemas;
  readonly planner: QueryPlanner;
  readonly liveFields: ReadonlyMap<string, LiveField>;
  readonly sharedFields: ReadonlyMap<string, SharedField>;
  private readonly compiled = new LRUCache<string, Compiled>({ max: COMPILED_KEPT });

  /**
   * @throws Error when a `@live` or `@liveShare` field cannot be served; see {@link readLiveFields} and
   *   {@link readSharedFields}.
   */
  constructor(options: LiveRuntimeOptions) {
    const supergraph = Supergraph.build(options.supergraphSdl, { validateSupergraph: false });
    this.id = createHash('sha256').update(options.supergraphSdl).digest('base64url').slice(0, 12);
    this.apiSchema = options.apiSchema;
    this.serviceMap = { ...options.serviceMap };
    this.api = supergraph.apiSchema();
    this.schemas = executionSchemas(supergraph, options.apiSchema);
    this.planner = new QueryPlanner(supergraph);
    this.liveFields = readLiveFields(options.supergraphSdl, this.schemas.supergraph);
    this.sharedFields = readSharedFields(options.supergraphSdl, this.schemas.supergraph);
    for (const field of this.liveFields.values()) this.sourceOf(field.owner);
  }

  /** Works a document out, or remembers what came of it, good or bad. */
  compile(source: string, operationName: string | undefined): Compiled {
    const key = `${operationName ?? ''}\n${source}`;
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    const compiled = compile(source, operationName, this);
    this.compiled.set(key, compiled);
    return compiled;
  }

  /** @throws Error when the supergraph has no such subgraph. */
  sourceOf(subgraph: string): SubgraphSource {
    const source = this.serviceMap[subgraph];
    if (source === undefined) throw new Error(`No data source for the subgraph "${subgraph}"`);
    return source;
  }

  /** Completes a primary answer from the other subgraphs and shapes it as the client asked. */
  async execute({ compiled, variables, context, primary }: Execution): Promise<ExecutionOutcome> {
    const { data, errors = [] } = await runPrepared(this.schemas, compiled.planned.prepare(variables), {
      variables,
      ask: (subgraph, { query, variablesJson }) =>
        // The rest of the plan may call the owner again: only the primary's own text is answered from here.
        query === compiled.primary.operation
          ? Promise.resolve(answerOf(primary))
          : this.sourceOf(subgraph).ask({ query, variablesJson }, context),
    });
    return { data: data.toJSON() as ExecutionOutcome['data'], errors };
  }
}

/** A copy: what answers a fetch becomes a part of the response, and others are given the same primary answer. */
function answerOf({ data, errors }: PrimaryAnswer): UpstreamAnswer {
  return { data: structuredClone(data), ...(errors.length === 0 ? {} : { errors }) };
}
