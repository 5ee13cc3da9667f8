import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GraphQLError, buildSchema } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { AgoraClientError } from './agora-client-error';
import type { AgoraClientOptions } from './client-options';
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
/** Refuses a subscription, or not. */
let onSubscribe: (payload: SubscribePayload) => readonly GraphQLError[] | undefined;

const answer =
  (value: unknown): Handler =>
  (_request, response) => {
    response.end(typeof value === 'string' ? value : JSON.stringify(value));
  };

beforeEach(async () => {
  server = createServer((request, response) => handler(request, response));
  sockets = new WebSocketServer({ server });
  seenParams.length = 0;
  onSubscribe = () => undefined;
  useServer(
    {
      schema: buildSchema('type Query { a: Int } type Subscription { a: Int }'),
      onConnect: ({ connectionParams }) => void seenParams.push(connectionParams),
      validate: () => [],
      onSubscribe: (_context, _id, payload) => onSubscribe(payload),
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

describe('documents that are sent by hash', () => {
  interface Sent {
    readonly query?: string;
    readonly documentId?: string;
    readonly extensions?: { readonly persistedQuery: { readonly sha256Hash: string } };
  }
  const hash = createHash('sha256').update(MeDocument.toString()).digest('hex');
  const sent: Sent[] = [];
  const use = (documents: AgoraClientOptions['documents']): void => {
    client = createAgoraClient({ url, webSocketImpl: WebSocket, ...(documents && { documents }) });
  };
  /** Answers with the code for as long as the text is not there. */
  const knowsNot = (code: string): void => {
    handler = (request, response) => {
      void textOf(request).then((body) => {
        const operation = JSON.parse(body) as Sent;
        sent.push(operation);
        const refusal = { errors: [{ message: code, extensions: { code } }] };
        response.end(JSON.stringify(operation.query === undefined ? refusal : { data: { me: null } }));
      });
    };
  };
  beforeEach(() => void (sent.length = 0));

  it('come with their text once when the gateway does not know them, mutations too', async () => {
    use('hash');
    knowsNot('PERSISTED_QUERY_NOT_FOUND');
    await expect(client.mutate(MeDocument)).resolves.toEqual({ me: null });
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    expect(sent).toEqual([{ extensions }, { extensions, query: MeDocument.toString() }]);
  });

  it('come as a text alone when the gateway does not take hashes', async () => {
    use('hash');
    knowsNot('PERSISTED_QUERY_NOT_SUPPORTED');
    await client.query(MeDocument);
    expect(sent[1]).toEqual({ query: MeDocument.toString() });
  });

  it('are not sent again for any other refusal', async () => {
    use('hash');
    knowsNot('RATE_LIMITED');
    await expect(client.query(MeDocument)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(sent).toHaveLength(1);
  });

  it('never come with their text when they are named by id', async () => {
    use('id');
    knowsNot('PERSISTED_QUERY_NOT_FOUND');
    await expect(client.query(MeDocument)).rejects.toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(sent).toEqual([{ documentId: `sha256:${hash}` }]);
  });

  it('are subscribed to by hash, with the text when that is not known, and can be ended at any time', async () => {
    use('hash');
    onSubscribe = (payload) => {
      sent.push(payload as Sent);
      return payload.query === ''
        ? [new GraphQLError('no', { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } })]
        : undefined;
    };
    const messages = client.iterate(CartChangedDocument, { cartId: '1' });
    expect((await messages.next()).value).toMatchObject({ isFresh: true });
    await messages.return?.();
    expect(sent.map(({ query }) => query)).toEqual(['', CartChangedDocument.toString()]);

    const told: unknown[] = [];
    const end = client.subscribe(
      CartChangedDocument,
      { cartId: '1' },
      { next: (message) => told.push(message), error: (error) => told.push(error) },
    );
    end();
    const others = client.iterate(CartChangedDocument, { cartId: '2' });
    await others.next();
    await others.return?.();
    expect(told).toEqual([]);
    expect(sent).toHaveLength(4);
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
