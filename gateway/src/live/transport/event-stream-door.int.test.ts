import { REVOKED_CHANNEL } from '@agora/platform/auth';
import { eventually, pause } from '../testing/eventually';
import { createLiveFixture } from '../testing/live-fixture';
import type { LiveFixture } from '../testing/live-fixture';
import { RawClient, startLiveServer } from '../testing/live-server';
import type { LiveServer } from '../testing/live-server';

const WATCH =
  'subscription { cartChanged(cartId: "7") { version snapshot changes { version } cart { note } } }';

let fixture: LiveFixture;
let server: LiveServer;
beforeEach(async () => {
  fixture = createLiveFixture();
  fixture.shop.create('7', 'ann');
  server = await startLiveServer(fixture, { heartbeatMs: 20, connectionsPerIdentity: 2 });
});
afterEach(async () => {
  await server.stop();
  await fixture.stop();
});

/** An open event stream and everything that has come in it. */
interface Stream {
  readonly status: number;
  readonly type: string | null;
  text: string;
  isOver: boolean;
  abort(): void;
}

async function open(body: unknown, authorization = 'Bearer ann'): Promise<Stream> {
  return read({ method: 'POST', body: JSON.stringify(body), headers: { authorization } });
}

async function read(init: RequestInit, search = ''): Promise<Stream> {
  const aborted = new AbortController();
  const response = await fetch(`http://${server.url}${search}`, { ...init, signal: aborted.signal });
  const stream: Stream = {
    status: response.status,
    type: response.headers.get('content-type'),
    text: '',
    isOver: false,
    abort: () => {
      aborted.abort();
    },
  };
  const decoder = new TextDecoder();
  const collect = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) stream.text += decoder.decode(chunk, { stream: true });
  };
  void collect()
    .catch(() => undefined)
    .finally(() => (stream.isOver = true));
  return stream;
}

function events(stream: Stream): { readonly event: string; readonly data: unknown }[] {
  return [...stream.text.matchAll(/event: (\w+)\ndata:(.*)\n\n/g)].map(([, event = '', data = '']) => ({
    event,
    data: data.trim() === '' ? null : (JSON.parse(data) as unknown),
  }));
}

it('brings the same frames as a WebSocket, in one group with it', async () => {
  const stream = await open({ query: WATCH });
  const socket = await RawClient.connected(server.url);
  socket.subscribe('1', { query: WATCH });
  await socket.receives('next');
  await eventually(() => events(stream).length === 1, 'a snapshot');
  await fixture.commit('7');
  await socket.receives('next', 2);
  await eventually(() => events(stream).length === 2, 'a change');
  expect(stream).toMatchObject({ status: 200, type: 'text/event-stream; charset=utf-8' });
  const payloads = socket.messages.filter(({ type }) => type === 'next').map(({ payload }) => payload);
  expect(events(stream)).toEqual(payloads.map((data) => ({ event: 'next', data })));
  expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 2 });
});

it('can be asked for by GET, for subscriptions only', async () => {
  const search = (query: string): string =>
    `?${new URLSearchParams({ query, variables: '{"c": 7}' }).toString()}`;
  const stream = await read({}, search('subscription($c: ID!) { cartChanged(cartId: $c) { version } }'));
  await eventually(() => events(stream).length === 1, 'a snapshot');
  const mutation = await read({}, search('mutation { any }'));
  await eventually(() => mutation.isOver, 'the refusal');
  expect(events(mutation)[0]).toMatchObject({
    data: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  });
  expect(server.ran).toHaveLength(0);
});

it('answers a query or mutation once', async () => {
  const stream = await open({ query: 'mutation { any }' });
  await eventually(() => stream.isOver, 'the end');
  expect(events(stream)).toEqual([
    { event: 'next', data: { data: { ran: 'mutation { any }' } } },
    { event: 'complete', data: null },
  ]);
});

it('says what is wrong with an operation in the stream, and completes', async () => {
  const [invalid, foreign] = await Promise.all([
    open({ query: 'subscription { nope }' }),
    open({ query: WATCH }, 'Bearer eve'),
  ]);
  await eventually(() => invalid.isOver && foreign.isOver, 'both ends');
  expect(events(invalid)).toMatchObject([
    { data: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } },
    { event: 'complete' },
  ]);
  expect(events(foreign)).toMatchObject([{ data: { data: { cartChanged: null } } }, { event: 'complete' }]);
});

it('refuses before the stream begins what HTTP refuses', async () => {
  const refused = await Promise.all([
    open({}),
    open([]),
    open({ query: WATCH }, 'Bearer forged'),
    open({ query: 'subscription { tooDeep }' }),
  ]);
  await eventually(() => refused.every(({ isOver }) => isOver), 'all refusals');
  expect(
    refused.map(({ text }) => (JSON.parse(text) as { extensions: { code: string } }).extensions.code),
  ).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'UNAUTHENTICATED', 'OPERATION_TOO_COMPLEX']);
});

it('gives everything back when the client leaves', async () => {
  const streams = [await open({ query: WATCH }), await open({ query: WATCH })];
  const tooMany = await open({ query: WATCH });
  expect(tooMany.status).toBe(400);
  for (const stream of streams) stream.abort();
  await eventually(() => fixture.engine.stats().groups === 0, 'the group to close');
  expect(server.streams.connectionCount).toBe(0);
  expect((await open({ query: WATCH })).status).toBe(200);
});

it('ends at once when its identity is over', async () => {
  const stream = await open({ query: WATCH });
  await eventually(() => events(stream).length === 1, 'a snapshot');
  await fixture.pubsub.publish(REVOKED_CHANNEL, { subject: 'anonymous:ann' });
  await eventually(() => stream.isOver, 'the end');
  expect(events(stream).slice(-2)).toMatchObject([
    { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
    { event: 'complete' },
  ]);
});

it('is kept alive by comments, ends with its token, and hangs up without completing at a drain', async () => {
  const brief = await open({ query: WATCH }, 'Bearer ann 80');
  await eventually(() => brief.isOver, 'the token to expire');
  expect(brief.text).toContain('\n:\n\n');
  expect(events(brief).slice(-2)).toMatchObject([
    { event: 'next', data: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } },
    { event: 'complete' },
  ]);
  const lasting = await open({ query: WATCH });
  await eventually(() => events(lasting).length === 1, 'a snapshot');
  server.streams.drain();
  await eventually(() => lasting.isOver, 'the end');
  await pause(5);
  expect(events(lasting)).toHaveLength(1);
});
