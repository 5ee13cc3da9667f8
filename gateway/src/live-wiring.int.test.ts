import { createClient } from 'graphql-ws';
import type { Client, FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { bearer, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';

describe('operations over WebSocket and event streams', () => {
  let test: TestGateway;
  const clients: Client[] = [];
  beforeAll(async () => {
    test = await startTestGateway();
  });
  afterAll(async () => {
    for (const client of clients) await client.dispose();
    await test.stop();
  });

  const socketUrl = (): string => `${test.url.replace('http', 'ws')}/graphql`;
  const connect = (connectionParams: Record<string, unknown> = {}): Client => {
    const client = createClient({
      url: socketUrl(),
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
    clients.push(client);
    return client;
  };
  const run = (client: Client, query: string): Promise<FormattedExecutionResult> =>
    new Promise((resolve, reject) => {
      client.subscribe(
        { query },
        {
          next: (result) => {
            resolve(result as FormattedExecutionResult);
          },
          error: (errors) => {
            if (Array.isArray(errors))
              resolve({ errors: errors as NonNullable<FormattedExecutionResult['errors']> });
            else
              reject(
                errors instanceof Error ? errors : new Error(String((errors as { code?: number }).code)),
              );
          },
          complete: () => undefined,
        },
      );
    });
  const codeOf = (result: FormattedExecutionResult): unknown => result.errors?.[0]?.extensions?.['code'];

  it('a query over the socket is answered as over HTTP, with the connection’s identity', async () => {
    expect(await run(connect(), '{ best { id stars } }')).toMatchObject({
      data: { best: { id: '2', stars: 3 } },
    });
    const staff = connect(await bearer('support'));
    expect(await run(staff, '{ margins { id } }')).toMatchObject({ data: { margins: [{ id: '2' }] } });
  });

  it('policy, limits and mask are the same', async () => {
    const client = connect();
    expect(codeOf(await run(client, '{ margins { id } }'))).toBe('UNAUTHENTICATED');
    const deep = `{ products { ${'related { '.repeat(50)}id${' }'.repeat(50)} } }`;
    expect(codeOf(await run(client, deep))).toBe('OPERATION_TOO_COMPLEX');
    const broken = await run(client, '{ broken { id } }');
    expect(codeOf(broken)).toBe('INTERNAL');
    expect(JSON.stringify(broken)).not.toContain('secret_table');
  });

  it('a bad token closes the connection as forbidden', async () => {
    await expect(run(connect({ authorization: 'Bearer nonsense' }), '{ best { id } }')).rejects.toThrow(
      '4403',
    );
  });

  it('a page of another origin cannot open a socket', async () => {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(socketUrl(), 'graphql-transport-ws', { origin: 'https://evil.example' });
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
      });
      socket.on('error', () => undefined);
      socket.on('open', () => {
        resolve('open');
      });
    });
    expect(status).toBe(403);
  });

  it('an event stream answers a query and completes', async () => {
    const response = await fetch(`${test.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: '{ best { id } }' }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const text = await response.text();
    expect(text).toContain('event: next');
    expect(text).toContain('{"data":{"best":{"id":"2"}}}');
    expect(text).toContain('event: complete');
  });
});
