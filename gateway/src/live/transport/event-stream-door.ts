import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { LiveIdentity } from '../identity';
import type { LiveRequest } from '../live-engine';
import { callAt } from './call-at';
import type { ClientDoor } from './client-door';
import type { Release } from './connection-quota';
import { EventStreamSink } from './event-stream-sink';
import { readLiveRequest } from './read-live-request';
import type { ConnectionServices } from './web-socket-connection';

/** An HTTP request that accepts `text/event-stream`. */
export interface EventStreamCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body of a POST, not checked; a GET has its operation in the address. */
  readonly body: unknown;
}

/** A request that was let in, and by whom and from where it was made. */
interface Admitted {
  readonly identity: LiveIdentity;
  readonly operation: LiveRequest;
  readonly address: string;
}

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  // Some proxies collect an answer before they pass it on, unless they are told not to.
  'x-accel-buffering': 'no',
} as const;

/** GraphQL over server-sent events: one request, one operation, one stream. The same engine as the WebSocket. */
export class EventStreamDoor {
  private readonly open = new Set<EventStreamSink>();
  private readonly beating: NodeJS.Timeout;

  constructor(private readonly services: ConnectionServices) {
    this.beating = setInterval(() => {
      for (const sink of this.open) sink.beat();
    }, services.limits.heartbeatMs);
    this.beating.unref();
  }

  get connectionCount(): number {
    return this.open.size;
  }

  /**
   * Answers one request. What is wrong with the operation itself is in the stream.
   * @throws AppError for what is refused before the stream begins: the request's form, token, limits.
   */
  async handle(call: EventStreamCall): Promise<void> {
    const { door, quota } = this.services;
    const sent = readLiveRequest(call);
    const identity = await door.authenticate(call.headers);
    const address = door.addressOf(call.request);
    // A foreign page can send a GET without asking; what it brings must leave nothing behind.
    const operation = await door.admit(sent, identity, {
      address,
      mayRegister: call.request.method === 'POST',
    });
    const release = both(quota.takeConnection(address), quota.takeIdentity(identity.scopeKey));
    if (release === undefined)
      throw new AppError('RATE_LIMITED', 'Too many open streams', { retryAfterMs: 5_000 });
    if (call.response.destroyed) {
      release();
      return;
    }
    this.begin(call.response, { identity, operation, address, release }, call.request.method === 'GET');
  }

  /** Ends every stream so that clients come back elsewhere. */
  drain(): void {
    clearInterval(this.beating);
    for (const sink of this.open) sink.hangUp();
  }

  private begin(
    response: ServerResponse,
    { release, ...call }: Admitted & { readonly release: Release },
    isReadOnly: boolean,
  ): void {
    const { laggards, limits, revocations } = this.services;
    const sink = new EventStreamSink({ response, laggards, highWaterBytes: limits.highWaterBytes });
    this.open.add(sink);
    const end = (why: string) => (): void => {
      sink.fail([this.services.door.formatError(new AppError('UNAUTHENTICATED', why), newId())]);
    };
    const { identity } = call;
    const { expiresAtMs } = identity;
    const cancelExpiry = expiresAtMs === null ? undefined : callAt(expiresAtMs, end('The token has expired'));
    const stopWatching = revocations.watch(identity.viewer, end('Signed out'));
    response.once('close', () => {
      this.open.delete(sink);
      cancelExpiry?.();
      stopWatching();
      release();
      sink.hangUp();
    });
    response.writeHead(200, STREAM_HEADERS);
    response.flushHeaders();
    this.run(sink, call, isReadOnly);
  }

  private run(sink: EventStreamSink, { identity, operation, address }: Admitted, isReadOnly: boolean): void {
    const { door } = this.services;
    const refuse = (errors: readonly unknown[]): void => {
      const correlationId = newId();
      sink.fail(errors.map((error) => door.formatError(error, correlationId)));
    };
    if (isOneAnswer(door, operation)) {
      if (isReadOnly)
        refuse([new AppError('BAD_USER_INPUT', 'Over GET an event stream carries subscriptions only')]);
      else answerOnce(sink, door.runOperation(operation, identity, address), refuse);
      return;
    }
    const result = door.engine.subscribe(operation, identity, sink);
    if (result.kind === 'open') sink.attach(result.subscription);
    else refuse(result.errors);
  }
}

function isOneAnswer(door: ClientDoor, operation: LiveRequest): boolean {
  try {
    return door.engine.inspect(operation).kind === 'operation';
  } catch {
    return false;
  }
}

function answerOnce(
  sink: EventStreamSink,
  answer: ReturnType<ClientDoor['runOperation']>,
  refuse: (errors: readonly unknown[]) => void,
): void {
  answer.then(
    (result) => {
      sink.next(JSON.stringify(result));
      sink.complete();
    },
    (error: unknown) => {
      refuse([error]);
    },
  );
}

function both(first: Release | undefined, second: Release | undefined): Release | undefined {
  if (first !== undefined && second !== undefined) {
    return () => {
      first();
      second();
    };
  }
  first?.();
  second?.();
  return undefined;
}
