import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, maskError } from '@agora/platform/errors';
import { headersOf } from '@agora/platform/server';
import { WebSocket } from 'ws';
import type { LiveRequest } from '../live-engine';
import { Revocations } from '../revocations';
import type { ClientDoor } from '../transport/client-door';
import { ConnectionQuota } from '../transport/connection-quota';
import { EventStreamDoor } from '../transport/event-stream-door';
import { Laggards } from '../transport/laggards';
import { DEFAULT_TRANSPORT_LIMITS } from '../transport/transport-limits';
import type { TransportLimits } from '../transport/transport-limits';
import { WebSocketDoor } from '../transport/web-socket-door';
import { eventually } from './eventually';
import { identityOf, logger } from './live-fixture';
import type { LiveFixture } from './live-fixture';

/** A live engine behind real sockets, on a free port. */
export interface LiveServer {
  readonly url: string;
  readonly sockets: WebSocketDoor;
  readonly streams: EventStreamDoor;
  /** Operations that were handed on instead of subscribed to. */
  readonly ran: LiveRequest[];
  stop(): Promise<void>;
}

export async function startLiveServer(
  { engine, pubsub }: LiveFixture,
  limits: Partial<TransportLimits> = {},
): Promise<LiveServer> {
  const ran: LiveRequest[] = [];
  const all = { ...DEFAULT_TRANSPORT_LIMITS, drainMs: 100, ...limits };
  const revocations = new Revocations(pubsub, logger);
  const services = {
    door: doorOf(engine, ran),
    limits: all,
    quota: new ConnectionQuota(all),
    laggards: new Laggards(all.maxLagMs),
    revocations,
  };
  const sockets = new WebSocketDoor(services);
  const streams = new EventStreamDoor(services);
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => streams.handle({ request, response, headers: headersOf(request), body }))
      .catch((error: unknown) => {
        response.writeHead(400).end(JSON.stringify(maskError(error, { correlationId: 'c1' })));
      });
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    sockets,
    streams,
    ran,
    stop: async () => {
      streams.drain();
      await sockets.drain();
      revocations.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A token is `Bearer <name>`, or `Bearer <name> <milliseconds it is good for>`; the name `forged` is refused. */
function doorOf(engine: LiveFixture['engine'], ran: LiveRequest[]): ClientDoor {
  return {
    engine,
    authenticate: ({ authorization = 'Bearer ann' }) => {
      const [, name = '', goodForMs] = authorization.split(' ');
      if (name === 'forged') return Promise.reject(new AppError('UNAUTHENTICATED', 'The token is not valid'));
      if (name === 'broken') return Promise.reject(new Error('no verifier'));
      return Promise.resolve(
        identityOf(name, goodForMs === undefined ? null : Date.now() + Number(goodForMs)),
      );
    },
    admit: (sent) => {
      const query = typeof sent.query === 'string' ? sent.query : '';
      return query.includes('tooDeep')
        ? Promise.reject(new AppError('OPERATION_TOO_COMPLEX', 'The document is too deep'))
        : Promise.resolve({ ...sent, query });
    },
    runOperation: (request) => {
      ran.push(request);
      return Promise.resolve({ data: { ran: request.query } });
    },
    formatError: (error, correlationId) => maskError(error, { correlationId }),
    allowsOrigin: (origin) => origin === undefined || origin === 'https://shop.example',
    addressOf: () => 'here',
    logger,
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}

export interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A WebSocket without a protocol library, for what a well-behaved client never does. */
export class RawClient {
  readonly messages: Message[] = [];
  closeCode: number | undefined;
  readonly socket: WebSocket;

  constructor(
    url: string,
    options: { protocol?: string | string[]; origin?: string; autoPong?: boolean } = {},
  ) {
    const { protocol = 'graphql-transport-ws', ...rest } = options;
    this.socket = new WebSocket(`ws://${url}`, protocol, rest);
    this.socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    this.socket.on('close', (code) => (this.closeCode = code));
    this.socket.on('error', () => undefined);
  }

  static async connected(url: string, params: Record<string, unknown> = {}): Promise<RawClient> {
    const client = new RawClient(url);
    await client.opened();
    client.send({ type: 'connection_init', payload: params });
    await client.receives('connection_ack');
    return client;
  }

  opened(): Promise<unknown> {
    return eventually(() => this.socket.readyState === WebSocket.OPEN, 'the socket to open');
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, payload: LiveRequest): void {
    this.send({ id, type: 'subscribe', payload });
  }

  receives(type: string, count = 1): Promise<Message> {
    return eventually(() => this.messages.filter((message) => message.type === type)[count - 1], type);
  }

  closes(): Promise<number> {
    return eventually(() => this.closeCode, 'the socket to close');
  }
}
