import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deadlineAfter } from '../time/deadline';
import { CircuitBreaker } from './circuit-breaker';
import { createJsonClient } from './json-client';
import type { JsonClient, JsonClientOptions } from './json-client';

type Answerer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let baseUrl: string;
let answer: Answerer;
let requests: string[];
let client: JsonClient | undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/payments/`;
});
beforeEach(() => {
  requests = [];
});
afterEach(() => client?.close());
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

function open(options: Partial<JsonClientOptions> = {}): JsonClient {
  client = createJsonClient({ name: 'payment', baseUrl, ...options });
  return client;
}

const post = { method: 'POST', path: '/intents', body: { amount: '1' } } as const;

test('sends and receives JSON below the base path and hands back what the other side decided', async () => {
  answer = (request, response, body) => {
    response.statusCode = 402;
    response.end(
      JSON.stringify({ got: JSON.parse(body) as unknown, key: request.headers['idempotency-key'] }),
    );
  };
  const result = await open().call({
    ...post,
    headers: { 'idempotency-key': 'k' },
    deadline: deadlineAfter(2_000),
  });
  expect(result).toEqual({ status: 402, body: { got: { amount: '1' }, key: 'k' } });
  expect(requests).toEqual(['POST /payments/intents']);
});

test('an outage is retriable; only a call declared idempotent is made again', async () => {
  answer = (_request, response) => {
    response.statusCode = requests.length < 3 ? 503 : 200;
    response.end('{}');
  };
  const deadline = deadlineAfter(5_000);
  await expect(open().call({ ...post, deadline })).rejects.toMatchObject({
    code: 'DOWNSTREAM_UNAVAILABLE',
    retriable: true,
  });
  expect(requests).toHaveLength(1);
  await expect(open().call({ ...post, isIdempotent: true, deadline })).resolves.toEqual({
    status: 200,
    body: {},
  });
  expect(requests).toHaveLength(3);
});

test('a party that never answers ends with the deadline', async () => {
  answer = () => undefined;
  const startMs = Date.now();
  await expect(open().call({ ...post, deadline: deadlineAfter(100) })).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  await expect(
    open({ timeoutMs: 100 }).call({ ...post, deadline: deadlineAfter(10_000) }),
  ).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  expect(Date.now() - startMs).toBeLessThan(2_000);
});

test('an answer that is not JSON, too large or cut off is an outage', async () => {
  const deadline = deadlineAfter(5_000);
  const unavailable = { code: 'DOWNSTREAM_UNAVAILABLE' };
  answer = (_request, response) => response.end('<html>proxy</html>');
  await expect(open().call({ ...post, deadline })).rejects.toMatchObject(unavailable);
  answer = (_request, response) => response.end(JSON.stringify('x'.repeat(5_000)));
  await expect(open({ maxAnswerBytes: 1_000 }).call({ ...post, deadline })).rejects.toMatchObject(
    unavailable,
  );
  answer = (_request, response) => void response.destroy();
  await expect(open().call({ ...post, deadline })).rejects.toMatchObject(unavailable);
});

test('messages name the party and never the address', async () => {
  const gone = open({ baseUrl: 'http://127.0.0.1:1' });
  const error = await gone
    .call({ ...post, deadline: deadlineAfter(2_000) })
    .catch((fault: unknown) => fault as Error);
  expect(error).toMatchObject({ message: 'payment did not answer' });
});

test('a guard that is open refuses without a request', async () => {
  answer = (_request, response) => {
    response.statusCode = 500;
    response.end();
  };
  const guarded = open({ guards: [new CircuitBreaker({ name: 'payment', minimumCalls: 2 })] });
  const call = { ...post, deadline: deadlineAfter(5_000) };
  for (let attempt = 0; attempt < 5; attempt += 1) await guarded.call(call).catch(() => undefined);
  expect(requests).toHaveLength(2);
});
