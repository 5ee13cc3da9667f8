import type { IncomingMessage } from 'node:http';
import type { Logger } from '@agora/platform/logging';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { SentOperation } from '../../documents/sent-operation';
import type { Sender } from '../../live-front';
import type { Authenticate, LiveIdentity } from '../identity';
import type { LiveEngine, LiveRequest } from '../live-engine';

/** An operation whose document may be named instead of sent. */
export type SentLiveRequest = SentOperation & Omit<LiveRequest, 'query'>;

/** The gateway as a transport sees it: everything a client may do here goes through one of these. */
export interface ClientDoor {
  readonly engine: LiveEngine;
  readonly authenticate: Authenticate;
  /**
   * The sender's rate, and the document it sent or named; asked before anything is parsed.
   * @returns the operation with the document's text.
   * @throws AppError `RATE_LIMITED`, `OPERATION_TOO_COMPLEX`, and what refuses a document that is not known or not trusted.
   */
  readonly admit: (sent: SentLiveRequest, identity: LiveIdentity, from: Sender) => Promise<LiveRequest>;
  /** Runs a query or mutation as over HTTP. */
  readonly runOperation: (
    request: LiveRequest,
    identity: LiveIdentity,
    address: string,
  ) => Promise<FormattedExecutionResult>;
  readonly formatError: (error: unknown, correlationId: string) => GraphQLFormattedError;
  /** Whether a page of this origin may connect; no origin: not a browser. */
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  /** The address connections are counted by. */
  readonly addressOf: (request: IncomingMessage) => string;
  readonly logger: Logger;
}
