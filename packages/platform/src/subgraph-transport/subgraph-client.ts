import type { ServiceTokens } from '../auth/service-tokens';
import { AppError } from '../errors/app-error';
import type { AppErrorOptions, FieldProblem } from '../errors/app-error';
import { isFaultCode } from '../errors/codes';
import { newId } from '../ids/uuid-v7';
import type { OperationContext } from '../server/operation-context';
import { deadlineAfter } from '../time/deadline';
import type { SubgraphTransport } from './subgraph-transport';

/** Guards a call, e.g. a circuit breaker or a bulkhead of `platform/http-client`. */
export interface CallGuard {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export interface SubgraphClientOptions {
  readonly transport: SubgraphTransport;
  /** The subgraph that is asked: audience of the service token. */
  readonly name: string;
  readonly serviceTokens: ServiceTokens;
  /** Longest wait for one call; the operation's own deadline may be shorter. */
  readonly timeoutMs: number;
  readonly guard?: CallGuard;
}

/** The part of an operation that travels along. Null for background work, which speaks for itself only. */
export type CallContext = Pick<OperationContext, 'deadline' | 'forwardHeaders' | 'correlationId'> | null;

export interface SubgraphClient {
  /**
   * Runs an operation on another subgraph and returns its data.
   * @throws AppError with the other side's code when it answered with an error (its first), or the transport's:
   *   `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (both retriable).
   */
  call<T extends object>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    context: CallContext,
  ): Promise<T>;
}

/** A client that adds the service token, the viewer's identity, the correlation id and the deadline to every call. */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const send = async <T extends object>(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    context: CallContext,
  ): Promise<T> => {
    const deadline =
      context === null ? deadlineAfter(options.timeoutMs) : context.deadline.within(options.timeoutMs);
    const headers = {
      'x-correlation-id': newId(),
      ...context?.forwardHeaders,
      'x-deadline-ms': String(Math.floor(deadline.remainingMs())),
      'x-agora-internal': await options.serviceTokens.issue(options.name),
    };
    const response = await deadline.during((signal) =>
      options.transport.execute({ query: document, variables, headers, signal }),
    );
    const [error] = response.errors ?? [];
    if (error !== undefined) throw faultOf(error.message, error.extensions);
    if (response.data == null) throw new AppError('DOWNSTREAM_UNAVAILABLE', `${options.name} gave no data`);
    return response.data as T;
  };
  return {
    call: (document, variables, context) => {
      const { guard } = options;
      return guard === undefined
        ? send(document, variables, context)
        : guard.run(() => send(document, variables, context));
    },
  };
}

/** The fields a fault is about, as the other side named them; nothing when it named none, or not as we do. */
function detailsIn(
  extensions: Readonly<Record<string, unknown>> | undefined,
): Pick<AppErrorOptions, 'details'> {
  const details = extensions?.['details'];
  return Array.isArray(details) && details.every(isFieldProblem) ? { details } : {};
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const { field, message } = (value ?? {}) as Partial<Record<keyof FieldProblem, unknown>>;
  return typeof field === 'string' && typeof message === 'string';
}

function faultOf(message: string, extensions: Readonly<Record<string, unknown>> | undefined): AppError {
  const code = extensions?.['code'];
  return isFaultCode(code) && code !== 'INTERNAL'
    ? new AppError(code, message, detailsIn(extensions))
    : new AppError('INTERNAL', message, { retriable: false });
}
