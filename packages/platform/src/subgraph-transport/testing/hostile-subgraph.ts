import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** What goes out instead of an answer. It may write to the socket as it likes. */
export type Misbehaviour = (response: ServerResponse, socket: Socket) => void;

/** A real HTTP server that answers as it is told to. */
export interface HostileSubgraph {
  readonly url: string;
  /** For every request from now on. Default: a good answer. */
  behave(misbehaviour: Misbehaviour): void;
  /** Requests that arrived. */
  readonly requests: number;
  /** Connections that are open, the idle ones too. */
  readonly connections: number;
  /** Connections on which an answer is not complete. */
  readonly held: number;
  /** Bytes that were written to all connections. */
  readonly bytesSent: number;
  close(): Promise<void>;
}

export const GOOD_ANSWER = '{"data":{"ok":true}}';

/** Misbehaviours that no client may take for an answer, and after which the connection is of no use. */
export const UNENDING: Readonly<Record<string, Misbehaviour>> = {
  'a body that never ends': (response) => {
    response.setHeader('content-type', 'application/json');
    response.write('{"data":{"text":"');
    const chunk = Buffer.alloc(65_536, 'x');
    const fill = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', fill);
    fill();
  },
  'a body that drips': (response) => {
    response.setHeader('content-type', 'application/json');
    const drip = setInterval(() => response.write(' '), 5);
    response.on('close', () => {
      clearInterval(drip);
    });
  },
  'nothing at all': () => undefined,
  'the promise of more than anybody wants': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '10000000000' });
    response.write('{');
  },
  'headers that never end': (_response, socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    const more = setInterval(() => socket.write(`x-more: ${'x'.repeat(10_000)}\r\n`), 1);
    socket.on('close', () => {
      clearInterval(more);
    });
  },
};

/** Answers that end, and are none. */
export const NONSENSE: Readonly<Record<string, Misbehaviour>> = {
  'a page': body('<html>', 'text/html'),
  'JSON that is called a page': body(GOOD_ANSWER, 'text/html; charset=utf-8'),
  'JSON that is called nothing': body(GOOD_ANSWER, undefined),
  'no JSON': body('{"data":', 'application/json'),
  'no body': body('', 'application/json'),
  'no content': (response) => {
    response.writeHead(204).end();
  },
  'bytes that are no UTF-8': body(
    Buffer.concat([Buffer.from('{"data":{"ok":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}}')]),
    'application/json',
  ),
  'lists within each other without end': body(
    `{"data":{"ok":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`,
    'application/json',
  ),
  'objects within each other without end': body(
    `{"data":${'{"ok":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    'application/json',
  ),
  'a list as data': body('{"data":[]}', 'application/json'),
  'a text as data': body('{"data":"ok"}', 'application/json'),
  'neither data nor errors': body('{"extensions":{}}', 'application/json'),
  'errors that are no list': body('{"data":null,"errors":"no"}', 'application/json'),
  'errors that are none': body('{"data":{"ok":true},"errors":[null]}', 'application/json'),
  'an error with an object as its message': body('{"errors":[{"message":{}}]}', 'application/json'),
  'an error at a place that is none': body('{"errors":[{"message":"no","path":[{}]}]}', 'application/json'),
  'a list instead of an answer': body('[{"data":{"ok":true}}]', 'application/json'),
  'a bomb in a compressed body': (response) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    response.writeHead(200, headers).end(gzipSync(Buffer.alloc(20_000_000, ' ')));
  },
  'a redirect': (response) => {
    const headers = { 'content-type': 'application/json', location: 'http://169.254.169.254/latest' };
    response.writeHead(307, headers).end(GOOD_ANSWER);
  },
  'a body that is cut off': (response, socket) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write(GOOD_ANSWER, () => socket.destroy());
  },
  'no HTTP': (_response, socket) => {
    socket.end('220 ready\r\n');
  },
};

function body(content: string | Buffer, contentType: string | undefined): Misbehaviour {
  return (response) => {
    if (contentType !== undefined) response.setHeader('content-type', contentType);
    response.end(content);
  };
}

/** A GraphQL answer with this text. */
export function answerWith(text: string): Misbehaviour {
  return body(text, 'application/json');
}

export async function startHostileSubgraph(): Promise<HostileSubgraph> {
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  const state = { requests: 0, bytesOfClosed: 0, behaviour: answerWith(GOOD_ANSWER) };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    state.requests += 1;
    const { behaviour } = state;
    // The client goes away while it is being written to.
    response.on('error', () => undefined);
    held.add(request.socket);
    response.on('finish', () => held.delete(request.socket));
    request.resume().on('end', () => {
      behaviour(response, request.socket);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      held.delete(socket);
      state.bytesOfClosed += socket.bytesWritten;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`,
    behave: (misbehaviour) => {
      state.behaviour = misbehaviour;
    },
    get requests() {
      return state.requests;
    },
    get connections() {
      return sockets.size;
    },
    get held() {
      return held.size;
    },
    get bytesSent() {
      return [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, state.bytesOfClosed);
    },
    close: () => closeWith(server, sockets),
  };
}

async function closeWith(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
