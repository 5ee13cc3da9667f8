import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Viewer } from '@agora/platform/auth';
import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import type { DocumentNode, FormattedExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from './context';
import type { SentOperation } from './documents/sent-operation';
import type { FormatError } from './errors/format-error';
import type { EventStreamRequest } from './http/graphql-endpoint';
import type { OriginPolicy } from './http/origin-policy';
import type { LoadedSupergraph } from './supergraph/supergraph-runtime';

/** The live engine as the gateway's front sees it. */
export interface LiveFront {
  /** Takes a WebSocket upgrade of `/graphql`; checks the origin itself. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Answers with server-sent events until the operation ends or the client leaves. */
  streamEvents(request: EventStreamRequest): Promise<void>;
  /** Called at the first load and for every later supergraph; must not throw and must be quick. */
  setSupergraph(loaded: LoadedSupergraph): void;
  /** Connections, subscriptions and groups, for `/health/detailed`. */
  stats(): Readonly<Record<string, number>>;
  /** Closes every connection so that clients come back elsewhere; resolves when none is left or the time is up. */
  drain(): Promise<void>;
}

/** An operation of a client that came over WebSocket or SSE. */
export interface ClientOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What the live engine may ask of the rest of the gateway. */
export interface GatewayHooks {
  readonly pubsub: PubSub;
  readonly origins: OriginPolicy;
  readonly logger: Logger;
  readonly formatError: FormatError;
  /**
   * Who a connection is, from `authorization` and `x-session-token` (for a WebSocket from its first message).
   * @throws AppError `UNAUTHENTICATED` when a token is there but not good.
   */
  authenticate(headers: Readonly<Record<string, string | undefined>>): Promise<Viewer>;
  /** A context with a new deadline for one execution; the address only for what one client asks for. */
  createContext(
    viewer: Viewer,
    headers: Readonly<Record<string, string | undefined>>,
    address?: string,
  ): GatewayContext;
  /** The address that limits count an anonymous client by. */
  addressOf(request: IncomingMessage): string;
  /**
   * The rate of a sender and the document it means, within the limits of a document's shape.
   * @returns its text.
   * @throws AppError `RATE_LIMITED` and those of `OperationDocuments.resolve`.
   */
  admit(sent: SentOperation, viewer: Viewer, from: Sender): Promise<string>;
  /**
   * The auth policy and the cost limit, for a validated operation.
   * @throws AppError `UNAUTHENTICATED`, `FORBIDDEN`, `OPERATION_TOO_COMPLEX`.
   */
  assertAllowed(operation: AdmittedOperation, viewer: Viewer): void;
  /** Runs a query or mutation (one that {@link admit} let pass) as HTTP would. Never rejects for a GraphQL error. */
  runOperation(operation: ClientOperation, context: GatewayContext): Promise<FormattedExecutionResult>;
}

/** What is known of who sent an operation, beside the identity. */
export interface Sender {
  readonly address: string;
  /** Whether a document that comes with its hash may be remembered: not when a foreign page could have sent it. */
  readonly mayRegister: boolean;
}

export interface AdmittedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}
