import { inWorkSpan } from '@agora/platform/tracing';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context';
import type { Sharing } from '../sharing/sharing';
import type { SubgraphSource } from '../subgraph-data-source';
import type { FirstPart } from './defer/answer-in-parts';
import { SupergraphExecutor } from './executor';
import type { ExecutedOperation, ReadyOperation } from './executor';
import type { OperationToPlan } from './planning/planned-operations';
import type { AskSubgraph } from './run/run-program';
import { warmUp } from './planning/warm-up';
import type { WarmUp, WarmUpReport } from './planning/warm-up';

/** A supergraph before it is served. */
export interface NextSupergraph {
  readonly sdl: string;
  readonly apiSchema: GraphQLSchema;
}

/** Subgraphs by name, as they are now. */
export type FindSource = (name: string) => SubgraphSource | undefined;

/** Executes operations of clients over the newest version of the supergraph, equal queries that meet only once. */
export class SupergraphExecution {
  private executor: SupergraphExecutor | undefined;
  private prepared: { readonly sdl: string; readonly executor: SupergraphExecutor } | undefined;
  private served: GraphQLSchema | undefined;

  constructor(
    private readonly findSource: FindSource,
    private readonly sharing: Sharing,
  ) {}

  /** What operations are validated against. Undefined before the first version. */
  get apiSchema(): GraphQLSchema | undefined {
    return this.served;
  }

  /**
   * Plans what is in use and what the documents of `options` ask, over a supergraph that is to be served next. When it then is,
   * it begins with these plans.
   * @throws GraphQLError for a supergraph that is none.
   */
  async prepare({ sdl, apiSchema }: NextSupergraph, options: WarmUp): Promise<WarmUpReport> {
    const next = new SupergraphExecutor(sdl, apiSchema);
    const plan = (wanted: OperationToPlan): void => {
      next.plan(wanted);
    };
    const report = await warmUp(plan, this.executor?.inUse() ?? [], options);
    this.prepared = { sdl, executor: next };
    return report;
  }

  /** Takes over a version; what is under way is ended over the one before. @throws GraphQLError for a supergraph that is none. */
  adopt(supergraphSdl: string, apiSchema: GraphQLSchema): void {
    const prepared = this.prepared?.sdl === supergraphSdl ? this.prepared.executor : undefined;
    this.prepared = undefined;
    this.executor = prepared ?? new SupergraphExecutor(supergraphSdl, apiSchema);
    this.served = apiSchema;
    this.sharing.forget();
  }

  /** Never rejects once a version is there: what goes wrong is in `errors`. */
  async execute(wanted: OperationToPlan, context: GatewayContext): Promise<ExecutedOperation> {
    const { executor } = this;
    if (executor === undefined) throw new Error('The supergraph is not loaded yet');
    const ready = executor.prepare(wanted);
    if ('isRefused' in ready) return ready;
    const run = (by: GatewayContext, isShared: boolean): Promise<ExecutedOperation> =>
      executor.run(ready, this.askFor(by, isShared));
    if (wanted.operation.operation !== 'query')
      return run(context, false).finally(() => {
        this.sharing.forget();
      });
    const isShared = this.sharing.isSharedOperation({ ...wanted, schema: executor.apiSchema });
    const { operations } = this.sharing;
    if (operations === undefined || !isShared || !this.isShared(ready)) return run(context, isShared);
    const asker = { gone: context.clientGone, endsMs: performance.now() + context.deadline.remainingMs() };
    return operations.share(keyOf(wanted, context), asker, (clientGone) =>
      run({ ...context, clientGone }, true),
    ).result;
  }

  /**
   * Executes an operation of which something is deferred; no two of them are one. Undefined when {@link execute} has to: nothing is,
   * or the operation is not right.
   */
  executeInParts(wanted: OperationToPlan, context: GatewayContext): Promise<FirstPart> | undefined {
    const run = this.executor?.inParts(wanted);
    if (run === undefined) return undefined;
    const first = run(this.askFor(context, false));
    if (wanted.operation.operation === 'query') return first;
    return first.finally(() => {
      this.sharing.forget();
    });
  }

  private isShared({ prepared: { program } }: ReadyOperation): boolean {
    return program.every(({ subgraph }) => this.sharing.isSharedSubgraph(subgraph));
  }

  private askFor(context: GatewayContext, isShared: boolean): AskSubgraph {
    return (subgraph, request) => {
      const source = this.findSource(subgraph);
      if (source === undefined) throw new Error(`The supergraph has no subgraph ${subgraph}`);
      const { query, variablesJson } = request;
      const span = {
        name: 'gateway.fetch',
        attributes: { 'agora.subgraph': subgraph },
        traceparent: undefined,
      };
      return inWorkSpan(span, () => source.ask({ query, variablesJson, isShared }, context));
    };
  }
}

/** Equal only for operations that every subgraph would answer alike. Versions of the supergraph never meet: see `adopt`. */
function keyOf(
  { documentHash, operation, variables }: OperationToPlan,
  { sharingKey }: GatewayContext,
): string {
  return JSON.stringify([documentHash, operation.name?.value, variables, sharingKey]);
}
