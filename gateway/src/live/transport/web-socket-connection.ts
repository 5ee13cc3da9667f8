import type { IncomingMessage } from 'node:http';
import { AppError, faultCodeOf } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { GraphQLError } from 'graphql';
import type { ExecutionArgs, GraphQLFormattedError } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { headersOfInitPayload } from '../identity';
import type { LiveIdentity } from '../identity';
import type { LiveRequest } from '../live-engine';
import { asGraphQLError } from '../live-faults';
import type { Revocations } from '../revocations';
import { callAt } from './call-at';
import type { ClientDoor } from './client-door';
import type { ConnectionQuota, Release } from './connection-quota';
import type { Laggards } from './laggards';
import { RateWindow } from './rate-window';
import type { TransportLimits } from './transport-limits';
import { SubscriptionFailure, WebSocketSink } from './web-socket-sink';

export interface ConnectionServices {
  readonly door: ClientDoor;
  readonly limits: TransportLimits;
  readonly quota: ConnectionQuota;
  readonly laggards: Laggards;
  readonly revocations: Revocations;
}

/** One operation of a connection, on its way through the protocol library: as it was sent, then with its document's text. */
interface Operation<Payload = LiveRequest> {
  readonly id: string;
  readonly payload: Payload;
}

const IDENTITY_OVER = 4403;
const TRY_AGAIN_LATER = 1013;
const RATE_WINDOW_MS = 10_000;

/** One WebSocket after its upgrade: who it is, what it may start, and when its time is up. */
export class WebSocketConnection {
  /** Whether the peer has answered the last ping. */
  isAlive = true;
  private identity: LiveIdentity | undefined;
  private releaseIdentity: Release | undefined;
  private cancelExpiry: (() => void) | undefined;
  private stopWatching: (() => void) | undefined;
  private readonly rate: RateWindow;

  constructor(
    readonly socket: WebSocket,
    private readonly request: IncomingMessage,
    private readonly services: ConnectionServices,
  ) {
    this.rate = new RateWindow(services.limits.subscribesPerTenSeconds, RATE_WINDOW_MS);
  }

  /** Handles `connection_init`. Resolves to false for a token that is not good: the library closes with 4403. */
  async authenticate(params: Readonly<Record<string, unknown>> | undefined): Promise<boolean> {
    const { door, quota, revocations } = this.services;
    try {
      const identity = await door.authenticate(headersOfInitPayload(params));
      this.releaseIdentity = quota.takeIdentity(identity.scopeKey);
      if (this.releaseIdentity === undefined) return this.sendAway();
      if (this.socket.readyState !== this.socket.OPEN) return this.forget();
      this.identity = identity;
      this.stopWatching = revocations.watch(identity.viewer, () => {
        this.socket.close(IDENTITY_OVER, 'Signed out');
      });
      if (identity.expiresAtMs !== null) {
        this.cancelExpiry = callAt(identity.expiresAtMs, () => {
          this.socket.close(IDENTITY_OVER, 'Token expired');
        });
      }
      return true;
    } catch (error) {
      if (faultCodeOf(error) === 'UNAUTHENTICATED') return false;
      door.logger.error({ err: error }, 'a live connection could not be authenticated');
      return this.sendAway();
    }
  }

  /** Checks an operation before it runs: limits first, then the document. */
  async prepare(
    operation: Operation<SubscribePayload>,
    running: number,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { door, limits } = this.services;
    try {
      if (running > limits.subscriptionsPerConnection)
        throw new AppError('TOO_MANY_SUBSCRIPTIONS', 'Too many operations are open on this connection');
      if (!this.rate.take())
        throw new AppError('RATE_LIMITED', 'Too many operations in a short time', {
          retryAfterMs: RATE_WINDOW_MS,
        });
      const from = { address: door.addressOf(this.request), mayRegister: true };
      const payload = await door.admit(operation.payload, this.who(), from);
      const compiled = door.engine.inspect(payload);
      if (compiled.kind === 'invalid') return compiled.errors;
      return {
        schema: door.engine.schema,
        document: compiled.document,
        operationName: payload.operationName ?? null,
        variableValues: payload.variables ?? null,
        contextValue: { connection: this, operation: { id: operation.id, payload } },
      };
    } catch (error) {
      return [asGraphQLError(error)];
    }
  }

  /** Opens a subscription. Refusals end the iterator at once. */
  subscribe({ id, payload }: Operation): AsyncIterableIterator<never> {
    const { door, laggards, limits } = this.services;
    const sink = new WebSocketSink({
      socket: this.socket,
      id,
      laggards,
      highWaterBytes: limits.highWaterBytes,
    });
    const result = door.engine.subscribe(payload, this.who(), sink);
    if (result.kind === 'open') sink.attach(result.subscription);
    else sink.fail(this.format(result.errors));
    return sink.lifetime();
  }

  execute({ payload }: Operation): ReturnType<ClientDoor['runOperation']> {
    const { door } = this.services;
    return door.runOperation(payload, this.who(), door.addressOf(this.request));
  }

  /** What an `error` frame says. */
  format(errors: readonly unknown[]): readonly GraphQLFormattedError[] {
    const correlationId = newId();
    return errors.flatMap((error) => {
      const origin = error instanceof GraphQLError ? error.originalError : undefined;
      return origin instanceof SubscriptionFailure
        ? origin.errors
        : [this.services.door.formatError(error, correlationId)];
    });
  }

  /** Gives back what the connection held. Its subscriptions are ended by the protocol library. */
  forget(): false {
    this.cancelExpiry?.();
    this.stopWatching?.();
    this.releaseIdentity?.();
    return false;
  }

  private who(): LiveIdentity {
    if (this.identity === undefined)
      throw new AppError('UNAUTHENTICATED', 'The connection is not initialised');
    return this.identity;
  }

  private sendAway(): false {
    this.socket.close(TRY_AGAIN_LATER, 'Try again later');
    return false;
  }
}
