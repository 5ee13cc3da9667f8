import type { IncomingMessage } from 'node:http';
import type { Logger } from '@agora/platform/logging';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Authenticate, LiveIdentity } from '../identity';
import type { LiveEngine, LiveRequest } from '../live-engine';

/** The gateway as a transport sees it: everything a client may do here goes through one of these. */
export interface ClientDoor {
  readonly engine: LiveEngine;
  readonly authenticate: Authenticate;
  /**
   * Limits of a document's shape and of its sender's rate; asked before anything is parsed.
   * @throws AppError `OPERATION_TOO_COMPLEX`, `RATE_LIMITED`.
   */
  readonly admit: (source: string, identity: LiveIdentity, address: string) => Promise<void>;
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
