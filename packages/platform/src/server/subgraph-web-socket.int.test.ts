import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { readAuthConfig } from '../auth/auth-config';
import { issueDevelopmentToken } from '../auth/development-token';
import { issueGuestToken } from '../auth/guest-token';
import { createTokenVerifier } from '../auth/token-verifier';
import { createLogger } from '../logging/logger';
import { TickingSubgraph } from '../subgraph-transport/testing/ticking-subgraph';
import { serveSubgraph } from './serve-subgraph';
import type { RunningServer } from './serve-subgraph';
import { createSubgraphHost } from './subgraph-host';
import type { SubgraphHost } from './subgraph-host';

const auth = readAuthConfig({});
const logger = createLogger({ name: 'ticking', level: 'silent' });
const CALLERS = 'subscription { callers { role subject session } }';

let host: SubgraphHost;
let server: RunningServer;
const clients: Client[] = [];
beforeAll(async () => {
  host = await createSubgraphHost(new TickingSubgraph().definition, {
    auth: createTokenVerifier(auth, 'ticking'),
    logger,
  });
  server = await serveSubgraph(host, { port: 0, logger });
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await server.close();
  await host.stop();
});

/** The first message of an operation, or what it ended with. */
function first(
  payload: { query: string; extensions?: Record<string, unknown> },
  connectionParams: Record<string, unknown> = {},
): Promise<unknown> {
  const url = server.url.replace('http', 'ws');
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
  clients.push(client);
  return new Promise((resolve) => {
    client.subscribe(payload, { next: resolve, error: resolve, complete: () => undefined });
  });
}

test('a query is answered over the socket', async () => {
  expect(await first({ query: '{ now }' })).toEqual({ data: { now: 1 } });
});

test('identity comes with the connection', async () => {
  const token = await issueDevelopmentToken(auth, { subject: 'u1', role: 'customer' });
  const identity = { authorization: `Bearer ${token}`, language: 5 };
  expect(await first({ query: CALLERS }, identity)).toEqual({
    data: { callers: { role: 'customer', subject: 'u1', session: null } },
  });
  const session = '0190a000-0000-7000-8000-000000000001';
  const sessionToken = issueGuestToken(auth.sessionSecret, { sessionId: session, tokenVersion: 1 });
  expect(await first({ query: CALLERS }, { sessionToken })).toMatchObject({ data: { callers: { session } } });
});

test('headers of an operation count instead of those of its connection', async () => {
  const token = await issueDevelopmentToken(auth, { subject: 'u1', role: 'customer' });
  const connection = { authorization: `Bearer ${token}` };
  expect(await first({ query: CALLERS, extensions: { headers: {} } }, connection)).toMatchObject({
    data: { callers: { role: 'anonymous', subject: null } },
  });
  expect(
    await first({ query: CALLERS, extensions: { headers: { authorization: 'Bearer no' } } }),
  ).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

test.each([
  ['bad syntax', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
])('%s is an error of the operation only', async (_, query, code) => {
  expect(await first({ query })).toMatchObject([{ extensions: { code } }]);
});
