import { ApolloServer, HeaderMap } from '@apollo/server';
import type { HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { TokenVerifier } from '../auth/token-verifier';
import { faultCodeOf, maskError } from '../errors/mask';
import { newId } from '../ids/uuid-v7';
import type { Logger } from '../logging/logger';
import { histogram } from '../metrics/metrics';
import type { Cancellation } from '../time/cancellation';
import { deadlineAfter } from '../time/deadline';
import type {
  SubgraphRequest,
  SubgraphResponse,
  SubscriptionSink,
} from '../subgraph-transport/subgraph-transport';
import { OPERATION_BUDGET_MS, createOperationContext } from './create-operation-context';
import type { OperationContext } from './operation-context';
import { RunningSubscriptions } from './running-subscription';
import type { HealthReport, ServedFile, SubgraphDefinition } from './subgraph-definition';

type Headers = Readonly<Record<string, string | undefined>>;

/** A subgraph that answers operations, however they come in: every door builds the same context and masks the same way. */
export interface SubgraphHost {
  readonly name: string;
  /** Runs one query or mutation. Faults are in the response, masked; it never rejects. */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /**
   * Runs a subscription until it ends, the host stops (an error `DOWNSTREAM_UNAVAILABLE`) or the returned function
   * is called. Never throws.
   */
  subscribe(request: SubgraphRequest, sink: SubscriptionSink): () => void;
  /**
   * One HTTP request for `/graphql`.
   * @throws AppError `UNAUTHENTICATED` for a bad token; the caller masks it.
   */
  executeHttp(request: HTTPGraphQLRequest, signal: Cancellation): Promise<HTTPGraphQLResponse>;
  start(): Promise<void>;
  /** Ends consumers, relay and jobs; operations are still answered. For several hosts whose work asks one another. */
  stopWork(): Promise<void>;
  stop(): Promise<void>;
  health(): Promise<HealthReport>;
  /** The public file at a path; undefined when there is none. */
  files(path: string): Promise<ServedFile | undefined>;
}

export interface SubgraphHostOptions {
  readonly auth: TokenVerifier;
  readonly logger: Logger;
}

interface HostedContext extends OperationContext {
  readonly mask: (error: unknown) => GraphQLFormattedError;
}

/** Puts a composed subgraph behind Apollo Server. */
export async function createSubgraphHost(
  definition: SubgraphDefinition,
  options: SubgraphHostOptions,
): Promise<SubgraphHost> {
  const logger = options.logger.child({ subgraph: definition.name });
  const duration = operationDuration();
  const server = apolloServer(definition, logger);
  await server.start();
  const operationOf = (headers: Headers, signal?: Cancellation): Promise<OperationContext> =>
    createOperationContext({ auth: options.auth, logger }, headers, signal);
  const hosted = (operation: OperationContext): HostedContext =>
    Object.assign(definition.createContext(operation), {
      mask: maskerOf(logger, operation.correlationId),
    }) as HostedContext;
  const contextOf = async (headers: Headers, signal?: Cancellation): Promise<HostedContext> =>
    hosted(await operationOf(headers, signal));
  const subscriptions = new RunningSubscriptions({
    schema: definition.schema,
    admit: async (headers) => {
      const operation = await operationOf(headers);
      return {
        createContext: () => hosted({ ...operation, deadline: deadlineAfter(OPERATION_BUDGET_MS) }),
        mask: maskerOf(logger, operation.correlationId),
      };
    },
    mask: (error) => maskerOf(logger, newId())(error),
  });
  const execute = async (request: SubgraphRequest): Promise<SubgraphResponse> => {
    const end = duration.startTimer({ subgraph: definition.name });
    const response = await executeInProcess(server, contextOf, logger, request);
    end({ outcome: response.errors === undefined ? 'ok' : 'error' });
    return response;
  };
  return {
    name: definition.name,
    execute,
    subscribe: (request, sink) => subscriptions.open(request, sink),
    executeHttp: async (request, signal) => {
      // Made before Apollo Server sees the request: a refused token must be masked like any other fault.
      const context = await contextOf(Object.fromEntries(request.headers), signal);
      return server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: request,
        context: () => Promise.resolve(context),
      });
    },
    start: () => definition.start(),
    stopWork: () => definition.stopWork(),
    stop: async () => {
      subscriptions.interrupt();
      await server.stop();
      await definition.stop();
    },
    health: () => definition.health(),
    files: async (path) => definition.files?.(path),
  };
}

function apolloServer({ schema }: SubgraphDefinition, logger: Logger): ApolloServer<HostedContext> {
  return new ApolloServer<HostedContext>({
    schema,
    introspection: true,
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    // Masking needs the operation's correlation id, so it happens per response below.
    formatError: (formatted, error) => ({
      ...formatted,
      extensions: { ...formatted.extensions, [ORIGIN]: error },
    }),
    plugins: [
      // Nothing of a subgraph is cached by age; to work an age out, Apollo Server would wrap the resolver of every field.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      maskPlugin(logger),
    ],
    logger: logger.child({ component: 'apollo' }),
    csrfPrevention: true,
  });
}

function operationDuration(): ReturnType<typeof histogram> {
  return histogram({
    name: 'subgraph_operation_duration_seconds',
    help: 'Time a subgraph spent on one operation',
    labelNames: ['subgraph', 'outcome'],
  });
}

const ORIGIN = Symbol.for('agora.error.origin');

function maskerOf(logger: Logger, correlationId: string): (error: unknown) => GraphQLFormattedError {
  return (error) =>
    maskError(error, {
      correlationId,
      onHidden: (hidden) => {
        logger.error({ err: hidden, correlationId }, 'unexpected fault');
      },
    });
}

function maskPlugin(logger: Logger): { requestDidStart(): Promise<object> } {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({
          response,
          contextValue,
        }: {
          response: { body: { kind: string; singleResult?: ExecutionResult } };
          contextValue: Partial<HostedContext>;
        }) => {
          const result = response.body.singleResult;
          if (response.body.kind === 'single' && result?.errors !== undefined) {
            const mask = contextValue.mask ?? maskerOf(logger, newId());
            const masked = result.errors.map((error) => mask(originOf(error as never)));
            Object.assign(result, { errors: masked });
          }
          return Promise.resolve();
        },
      }),
  };
}

function originOf(formatted: GraphQLFormattedError): unknown {
  const origin = (formatted.extensions as Record<symbol, unknown> | undefined)?.[ORIGIN];
  return origin ?? new GraphQLError(formatted.message, { extensions: { ...formatted.extensions } });
}

async function executeInProcess(
  server: ApolloServer<HostedContext>,
  contextOf: (headers: Headers, signal?: Cancellation) => Promise<HostedContext>,
  logger: Logger,
  request: SubgraphRequest,
): Promise<SubgraphResponse> {
  try {
    const contextValue = await contextOf(request.headers, request.signal);
    const { body } = await server.executeOperation(
      {
        query: request.query,
        ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
        ...(request.variables === undefined ? {} : { variables: { ...request.variables } }),
        http: { method: 'POST', headers: new HeaderMap(), search: '', body: {} },
      },
      { contextValue },
    );
    if (body.kind !== 'single') throw new Error('incremental delivery is not used between services');
    return body.singleResult;
  } catch (error) {
    if (faultCodeOf(error) === 'INTERNAL') logger.error({ err: error }, 'operation failed before execution');
    return { errors: [maskError(error, { correlationId: request.headers['x-correlation-id'] ?? newId() })] };
  }
}
