import type { Viewer } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { CLIENT_ADDRESS_HEADER } from '@agora/platform/server';
import { deadlineAfter } from '@agora/platform/time';
import type { Cancellation, Deadline } from '@agora/platform/time';
import { newTraceparent, readTraceparent } from '@agora/platform/tracing';
import { forwardedHeaders } from './forwarded-headers';

/** What belongs to one operation (all operations of a batch share it). */
export interface GatewayContext {
  /** The same object in every copy of a context: Apollo Server makes one for each operation. */
  readonly identity: object;
  readonly viewer: Viewer;
  /** `x-correlation-id` of the client if it is well-formed, else a new id. */
  readonly correlationId: string;
  /** Ends when the request's budget is used up. */
  readonly deadline: Deadline;
  /** Aborts when the client went away. Ends queries only: a mutation that began is seen through. */
  readonly clientGone: Cancellation | undefined;
  /** Sent to every subgraph; lower-case names (design section 6). */
  readonly forwardHeaders: Readonly<Record<string, string>>;
  /**
   * Everything about the client that can make a difference to an answer: all that subgraphs are sent but what only ties traces
   * together. Holds tokens: for comparing, never for a log.
   */
  readonly sharingKey: string;
}

export interface ContextInput {
  readonly viewer: Viewer;
  /** The client's headers, lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Milliseconds for the whole operation. */
  readonly budgetMs: number;
  readonly clientGone?: Cancellation | undefined;
  /** Where the client is; undefined where nobody knows, as for a live event. */
  readonly address?: string | undefined;
}

/** The context of an operation, from a viewer whose tokens are verified already. */
export function createGatewayContext(input: ContextInput): GatewayContext {
  const correlationId = correlationIdOf(input.headers);
  const telling = {
    ...forwardedHeaders(input.headers),
    ...(input.address === undefined ? {} : { [CLIENT_ADDRESS_HEADER]: input.address }),
  };
  const traceparent = readTraceparent(input.headers['traceparent']) ?? newTraceparent();
  return {
    identity: {},
    viewer: input.viewer,
    correlationId,
    deadline: deadlineAfter(input.budgetMs),
    clientGone: input.clientGone,
    forwardHeaders: { ...telling, 'x-correlation-id': correlationId, traceparent },
    sharingKey: JSON.stringify(telling),
  };
}

const CORRELATION_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** The client's correlation id when it is safe to log and send on, else a new one. */
export function correlationIdOf(headers: Readonly<Record<string, string | undefined>>): string {
  const given = headers['x-correlation-id'];
  return given !== undefined && CORRELATION_ID.test(given) ? given : newId();
}
