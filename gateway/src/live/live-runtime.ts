import { createHash } from 'node:crypto';
import { executeQueryPlan } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { Supergraph } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { Logger } from '@agora/platform/logging';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
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
  readonly logger: Logger;
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
  private readonly supergraphSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly liveFields: ReadonlyMap<string, LiveField>;
  readonly sharedFields: ReadonlyMap<string, SharedField>;
  private readonly compiled = new LRUCache<string, Compiled>({ max: COMPILED_KEPT });

  /**
   * @throws Error when a `@live` or `@liveShare` field cannot be served; see {@link readLiveFields} and
   *   {@link readSharedFields}.
   */
  constructor(private readonly options: LiveRuntimeOptions) {
    const supergraph = Supergraph.build(options.supergraphSdl, { validateSupergraph: false });
    this.id = createHash('sha256').update(options.supergraphSdl).digest('base64url').slice(0, 12);
    this.apiSchema = options.apiSchema;
    this.serviceMap = { ...options.serviceMap };
    this.api = supergraph.apiSchema();
    this.supergraphSchema = supergraph.schema.toGraphQLJSSchema();
    this.planner = new QueryPlanner(supergraph);
    this.liveFields = readLiveFields(options.supergraphSdl, this.supergraphSchema);
    this.sharedFields = readSharedFields(options.supergraphSdl, this.supergraphSchema);
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
  async execute(execution: Execution): Promise<ExecutionOutcome> {
    const { compiled, variables, context } = execution;
    const owner = this.sourceOf(compiled.primary.serviceName);
    const answered: GraphQLDataSource = {
      // The rest of the plan may call the owner again: only the primary's own text is answered from here.
      process: (fetch) =>
        fetch.request.query === compiled.primary.operation
          ? Promise.resolve(asResponse(execution.primary))
          : (owner as GraphQLDataSource).process(fetch),
    };
    const result = await executeQueryPlan(
      compiled.plan,
      { ...this.serviceMap, [compiled.primary.serviceName]: answered },
      this.requestContext(compiled, variables, context),
      compiled.operationContext,
      this.supergraphSchema,
      this.api,
    );
    return {
      data: (result.data ?? null) as ExecutionOutcome['data'],
      errors: result.errors ?? [],
    };
  }

  private requestContext(
    compiled: PlannedSubscription,
    variables: Execution['variables'],
    context: object,
  ): Parameters<typeof executeQueryPlan>[2] {
    const { source, document, operation, operationName, operationHash } = compiled;
    return {
      request: {
        query: source,
        variables: { ...variables },
        ...(operationName === undefined ? {} : { operationName }),
      },
      logger: this.options.logger,
      schema: this.apiSchema,
      schemaHash: this.id,
      context,
      queryHash: operationHash,
      document,
      source,
      operation,
      operationName: operationName ?? null,
      // Must be an object: the executor writes into it exactly when a subgraph fails.
      metrics: {},
    } as unknown as Parameters<typeof executeQueryPlan>[2];
  }
}

type SourceResponse = Awaited<ReturnType<GraphQLDataSource['process']>>;

function asResponse({ data, errors }: PrimaryAnswer): SourceResponse {
  return { data: { ...data }, ...(errors.length === 0 ? {} : { errors: [...errors] }) };
}
