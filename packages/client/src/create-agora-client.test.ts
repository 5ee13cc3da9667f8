import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { AgoraClientError } from './agora-client-error';
import { createAgoraClient } from './create-agora-client';
import type { AgoraClient } from './create-agora-client';
import { CartChangedDocument, CartDocument, MeDocument } from './generated/graphql';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let sockets: WebSocketServer;
let url: string;
let handler: Handler;
let client: AgoraClient;
let token: string;
const seenParams: unknown[] = [];

const answer =
  (value: unknown): Handler =>
  (_request, response) => {
    response.end(typeof value === 'string' ? value : JSON.stringify(value));
  };

beforeEach(async () => {
  server = createServer((request, response) => handler(request, response));
  sockets = new WebSocketServer({ server });
  seenParams.length = 0;
  useServer(
    {
      schema: buildSchema('type Query { a: Int } type Subscription { a: Int }'),
      onConnect: ({ connectionParams }) => void seenParams.push(connectionParams),
      validate: () => [],
      subscribe: () => ticks() as never,
      execute: (() => ({})) as never,
    },
    sockets,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/graphql`;
  token = 'first';
  client = createAgoraClient({
    url,
    token: () => token,
    sessionToken: () => 'guest',
    headers: { 'x-region': 'EU' },
    webSocketImpl: WebSocket,
  });
});

afterEach(async () => {
  await client.close();
  for (const socket of sockets.clients) socket.terminate();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

let sent = 0;
async function* ticks(): AsyncGenerator<object> {
  yield { data: { cartChanged: { version: (sent += 1) } } };
  yield { data: { cartChanged: { version: (sent += 1) } } };
  await new Promise(() => undefined);
}

describe('operations over HTTP', () => {
  it('carry the identity of the moment and the text of the document', async () => {
    const seen: IncomingMessage['headers'][] = [];
    handler = (request, response) => {
      seen.push(request.headers);
      response.end('{"data":{"me":null}}');
    };
    await client.query(MeDocument);
    token = 'second';
    await client.query(MeDocument);
    expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer first', 'Bearer second']);
    expect(seen[0]).toMatchObject({ 'x-session-token': 'guest', 'x-region': 'EU' });
  });

  it('throw the first error of an answer with its code, and can give what is there beside it', async () => {
    const error = {
      message: 'A part of the shop does not answer',
      path: ['cart', 'lines'],
      extensions: { code: 'DOWNSTREAM_UNAVAILABLE', correlationId: 'c1', retryAfterMs: 5 },
    };
    handler = answer({ data: { cart: null }, errors: [error] });
    const failure: unknown = await client.query(CartDocument, { id: '1' }).catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(AgoraClientError);
    expect(failure).toMatchObject({
      code: 'DOWNSTREAM_UNAVAILABLE',
      path: ['cart', 'lines'],
      correlationId: 'c1',
      retryAfterMs: 5,
    });
    expect(await client.queryPartial(CartDocument, { id: '1' })).toMatchObject({
      data: { cart: null },
      errors: [{ code: 'DOWNSTREAM_UNAVAILABLE' }],
    });
  });

  it('tell a proxy’s page from an answer', async () => {
    handler = answer('<html>Bad gateway</html>');
    await expect(client.query(MeDocument)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
    handler = answer({ data: null });
    await expect(client.query(MeDocument)).rejects.toMatchObject({ code: 'BAD_ANSWER' });
  });

  it('send a query once more when there was no answer, a mutation never', async () => {
    let requests = 0;
    handler = (_request, response) => {
      requests += 1;
      if (requests % 2 === 1) response.destroy();
      else response.end('{"data":{"me":null}}');
    };
    await expect(client.query(MeDocument)).resolves.toEqual({ me: null });
    requests = 0;
    await expect(client.mutate(MeDocument)).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
    expect(requests).toBe(1);
  });
});

describe('subscriptions', () => {
  it('come back after a broken connection with the token of then, and say which message starts anew', async () => {
    const fresh: boolean[] = [];
    const messages = client.iterate(CartChangedDocument, { cartId: '1' });
    for await (const { isFresh } of messages) {
      fresh.push(isFresh);
      if (fresh.length === 2) {
        token = 'second';
        for (const socket of sockets.clients) socket.terminate();
      }
      if (fresh.length === 4) break;
    }
    expect(fresh).toEqual([true, false, true, false]);
    expect(seenParams).toMatchObject([
      { authorization: 'Bearer first', sessionToken: 'guest' },
      { authorization: 'Bearer second', sessionToken: 'guest' },
    ]);
  });

  it('end when they are returned from, also while a message is waited for', async () => {
    const messages = client.iterate(CartChangedDocument, { cartId: '1' });
    await messages.next();
    await messages.next();
    const waiting = messages.next();
    await messages.return?.();
    expect(await waiting).toMatchObject({ done: true });
  });
});
