import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { sleep } from '@agora/platform/time';
import type { ExecutionArgs } from 'graphql';
import { CloseCode, handleProtocols, makeServer } from 'graphql-ws';
import type { Server as ProtocolServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { LiveRequest } from '../live-engine';
import { WebSocketConnection } from './web-socket-connection';
import type { ConnectionServices } from './web-socket-connection';

const GOING_AWAY = 1012;
const TRY_AGAIN_LATER = 1013;
/** Connections sent away before the next pause of a drain. */
const WAVE = 100;
const CUT_AFTER_MS = 300;

interface OperationContext {
  readonly connection: WebSocketConnection;
  readonly operation: { readonly id: string; readonly payload: LiveRequest };
}

/**
 * GraphQL over WebSocket (protocol graphql-transport-ws): subscriptions from the live engine, queries and mutations
 * as over HTTP. The protocol itself (timeouts, 44xx close codes, races) is graphql-ws; frames of subscriptions do
 * not pass through it.
 */
export class WebSocketDoor {
  private readonly connections = new Set<WebSocketConnection>();
  private readonly sockets: WebSocketServer;
  private readonly protocol: ProtocolServer<WebSocketConnection>;
  private readonly pinging: NodeJS.Timeout;
  private isDraining = false;

  constructor(private readonly services: ConnectionServices) {
    const { limits } = services;
    this.sockets = new WebSocketServer({
      noServer: true,
      // Shared frames could not be shared if each connection compressed them on its own.
      perMessageDeflate: false,
      maxPayload: limits.maxPayloadBytes,
      handleProtocols,
      clientTracking: false,
    });
    this.protocol = createProtocol(limits.initTimeoutMs);
    this.pinging = setInterval(() => {
      this.pingAll();
    }, limits.pingMs);
    this.pinging.unref();
  }

  get connectionCount(): number {
    return this.connections.size;
  }

  /** Takes an upgrade request; the socket is ours from here on. A page of a foreign origin gets 403. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { origin, host } = request.headers;
    if (!this.services.door.allowsOrigin(origin, host)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.open(webSocket, request);
    });
  }

  /**
   * Sends every client away with 1012, in waves over `drainMs` so that they do not all come back elsewhere in the
   * same moment, then cuts what is left. Idempotent.
   */
  async drain(): Promise<void> {
    if (this.isDraining) return;
    this.isDraining = true;
    const all = [...this.connections];
    const waves = Math.max(1, Math.ceil(all.length / WAVE));
    for (let wave = 0; wave < waves; wave += 1) {
      if (wave > 0) await sleep(this.services.limits.drainMs / waves);
      for (const { socket } of all.slice(wave * WAVE, (wave + 1) * WAVE))
        socket.close(GOING_AWAY, 'Service restart');
    }
    if (this.connections.size > 0) await sleep(CUT_AFTER_MS);
    for (const { socket } of this.connections) socket.terminate();
    clearInterval(this.pinging);
  }

  private open(socket: WebSocket, request: IncomingMessage): void {
    socket.on('error', () => {
      socket.terminate();
    });
    const { door, quota } = this.services;
    const release = this.isDraining ? undefined : quota.takeConnection(door.addressOf(request));
    if (release === undefined) {
      socket.close(TRY_AGAIN_LATER, 'Try again later');
      return;
    }
    const connection = new WebSocketConnection(socket, request, this.services);
    this.connections.add(connection);
    socket.on('pong', () => {
      connection.isAlive = true;
    });
    const closed = this.protocol.opened(this.adapt(socket), connection);
    socket.once('close', (code, reason) => {
      this.connections.delete(connection);
      release();
      connection.forget();
      void closed(code, String(reason));
    });
  }

  /** A ws socket as the protocol library wants it. */
  private adapt(socket: WebSocket): Parameters<ProtocolServer['opened']>[0] {
    return {
      protocol: socket.protocol,
      send: (data) =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) resolve();
          else socket.send(data, (error) => (error == null ? resolve() : reject(error)));
        }),
      close: (code, reason) => {
        socket.close(code, reason);
      },
      onMessage: (handle) => {
        socket.on('message', (data) => {
          handle(textOf(data)).catch((error: unknown) => {
            this.services.door.logger.error({ err: error }, 'a live connection failed');
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        });
      },
    };
  }

  private pingAll(): void {
    for (const connection of this.connections) {
      if (!connection.isAlive) connection.socket.terminate();
      else {
        connection.isAlive = false;
        connection.socket.ping();
      }
    }
  }
}

function createProtocol(initTimeoutMs: number): ProtocolServer<WebSocketConnection> {
  return makeServer<Record<string, unknown>, WebSocketConnection>({
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: ({ extra, connectionParams }) => extra.authenticate(connectionParams),
    onSubscribe: ({ extra, subscriptions }, id, payload) =>
      extra.prepare({ id, payload }, Object.keys(subscriptions).length),
    subscribe: (args) => {
      const { connection, operation } = contextOf(args);
      return connection.subscribe(operation);
    },
    execute: (args) => {
      const { connection, operation } = contextOf(args);
      return connection.execute(operation) as Promise<never>;
    },
    // Results of queries and mutations are formatted already; the library would ask each error for its JSON.
    onNext: (...[, , , , result]) => result as never,
    onError: ({ extra }, _id, _payload, errors) => extra.format(errors),
  });
}

function contextOf(args: ExecutionArgs): OperationContext {
  return args.contextValue as OperationContext;
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}
