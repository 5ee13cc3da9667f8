import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { REVOKED_CHANNEL } from '@agora/platform/auth';
import { eventually, pause } from '../testing/eventually';
import { createLiveFixture } from '../testing/live-fixture';
import type { LiveFixture } from '../testing/live-fixture';
import { RawClient, startLiveServer } from '../testing/live-server';
import type { LiveServer } from '../testing/live-server';
import type { Envelope } from '../testing/recording-sink';
import type { TransportLimits } from './transport-limits';

const WATCH =
  'subscription { cartChanged(cartId: "7") { version snapshot changes { version } cart { note } } }';

let fixture: LiveFixture;
let server: LiveServer;
const clients: Client[] = [];

async function start(limits: Partial<TransportLimits> = {}): Promise<void> {
  fixture = createLiveFixture();
  fixture.shop.create('7', 'ann');
  server = await startLiveServer(fixture, limits);
}

function clientOf(connectionParams: () => Record<string, unknown> = () => ({})): Client {
  const options = { retryAttempts: 20, shouldRetry: () => true, retryWait: () => pause(5) };
  const client = createClient({
    url: `ws://${server.url}`,
    webSocketImpl: WebSocket,
    connectionParams,
    ...options,
  });
  clients.push(client);
  return client;
}

/** Subscribes and collects envelopes, errors and the end. */
function watch(client: Client, query = WATCH) {
  const seen: { envelopes: Envelope[]; errors: unknown[]; isComplete: boolean; stop: () => void } = {
    envelopes: [],
    errors: [],
    isComplete: false,
    stop: () => undefined,
  };
  seen.stop = client.subscribe<{ cartChanged: Envelope }>(
    { query },
    {
      next: ({ data }) => {
        if (data != null) seen.envelopes.push(data.cartChanged);
      },
      error: (error) => void seen.errors.push(error),
      complete: () => void (seen.isComplete = true),
    },
  );
  return seen;
}

afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
  await server.stop();
  await fixture.stop();
});

describe('a client of the protocol', () => {
  beforeEach(() => start());

  it('sees a snapshot, then every commit, like everybody else', async () => {
    const [one, two] = [watch(clientOf()), watch(clientOf())];
    await eventually(() => one.envelopes.length + two.envelopes.length === 2, 'both snapshots');
    await fixture.commit('7');
    await eventually(() => one.envelopes.length + two.envelopes.length === 4, 'both changes');
    expect(one.envelopes).toEqual(two.envelopes);
    expect(one.envelopes[1]).toEqual({
      version: 2,
      snapshot: false,
      changes: [{ version: 2 }],
      cart: { note: '>note 2' },
    });
    expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 2 });
  });

  it('may ask queries and mutations over the same socket', async () => {
    const client = clientOf();
    const results: unknown[] = [];
    for (const query of ['{ cart(id: 1) { id } }', 'mutation { any }']) {
      for await (const result of client.iterate({ query })) results.push(result);
    }
    expect(results).toEqual([
      { data: { ran: '{ cart(id: 1) { id } }' } },
      { data: { ran: 'mutation { any }' } },
    ]);
    expect(server.ran).toHaveLength(2);
  });

  it('gets an error frame for what is refused, and the socket survives', async () => {
    const client = clientOf();
    const refused = [
      watch(client, 'subscription { nope }'),
      watch(client, 'subscription($x: Boolean!) { cartChanged(cartId: "7") @include(if: $x) { version } }'),
      watch(client, 'subscription { tooDeep }'),
    ];
    await eventually(() => refused.every(({ errors }) => errors.length === 1), 'all refusals');
    const codes = refused.map(
      ({ errors }) => (errors[0] as { extensions: { code: string } }[])[0]?.extensions.code,
    );
    expect(codes).toEqual([
      'GRAPHQL_VALIDATION_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'OPERATION_TOO_COMPLEX',
    ]);
    const good = watch(client);
    await eventually(() => good.envelopes.length === 1, 'a snapshot');
    expect(server.sockets.connectionCount).toBe(1);
  });

  it('is told that a foreign cart is not there, and nothing else', async () => {
    const raw = await RawClient.connected(server.url, { authorization: 'Bearer eve' });
    raw.subscribe('1', { query: WATCH });
    expect(await raw.receives('next')).toMatchObject({
      payload: { data: { cartChanged: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    });
    expect(await raw.receives('complete')).toEqual({ id: '1', type: 'complete' });
  });

  it('comes back with a new token when its token has expired', async () => {
    const tokens = ['Bearer ann 60', 'Bearer ann'];
    const sent: unknown[] = [];
    const closed: number[] = [];
    const client = clientOf(() => {
      const authorization = tokens.shift() ?? 'Bearer ann';
      sent.push(authorization);
      return { authorization };
    });
    client.on('closed', (event) => closed.push((event as { code: number }).code));
    const seen = watch(client);
    await eventually(() => seen.envelopes.length === 2, 'a second snapshot');
    expect(closed).toEqual([4403]);
    expect(sent).toHaveLength(2);
    expect(seen.envelopes[1]).toMatchObject({ version: 1, snapshot: true });
  });
});

describe('a sign-out', () => {
  beforeEach(() => start());

  it('closes the sockets of that identity with 4403 and leaves the others', async () => {
    const leaving = await RawClient.connected(server.url);
    const staying = await RawClient.connected(server.url, { authorization: 'Bearer bob' });
    await fixture.pubsub.publish(REVOKED_CHANNEL, { subject: 'anonymous:ann' });
    expect(await leaving.closes()).toBe(4403);
    await pause(20);
    expect(staying.closeCode).toBeUndefined();
  });
});

describe('the protocol', () => {
  beforeEach(() => start());

  it.each([
    ['4400 for a message that makes no sense', 'not json', 4400],
    ['4401 for a subscribe before the init', { id: '1', type: 'subscribe', payload: { query: WATCH } }, 4401],
    [
      '4403 for a forged token',
      { type: 'connection_init', payload: { authorization: 'Bearer forged' } },
      4403,
    ],
    [
      '1013 when tokens cannot be checked',
      { type: 'connection_init', payload: { authorization: 'Bearer broken' } },
      1013,
    ],
  ])('closes with %s', async (_, message, code) => {
    const raw = new RawClient(server.url);
    await raw.opened();
    raw.send(message);
    expect(await raw.closes()).toBe(code);
  });

  it('closes with 4408 for a client that says nothing', async () => {
    await server.stop();
    await start({ initTimeoutMs: 50 });
    const raw = new RawClient(server.url);
    await raw.opened();
    expect(await raw.closes()).toBe(4408);
  });

  it('closes with 4406 for a client that does not speak it', async () => {
    expect(await new RawClient(server.url, { protocol: [] }).closes()).toBe(4406);
    expect(server.sockets.connectionCount).toBe(0);
  });

  it('closes with 4409 for an id in use and 4429 for a second init', async () => {
    const twice = await RawClient.connected(server.url);
    twice.subscribe('1', { query: WATCH });
    twice.subscribe('1', { query: WATCH });
    expect(await twice.closes()).toBe(4409);
    const eager = await RawClient.connected(server.url);
    eager.send({ type: 'connection_init' });
    expect(await eager.closes()).toBe(4429);
  });

  it('leaves nothing behind a complete right behind its subscribe, nor behind a client that is suddenly gone', async () => {
    const raw = await RawClient.connected(server.url);
    raw.subscribe('1', { query: WATCH });
    raw.send({ id: '1', type: 'complete' });
    const gone = await RawClient.connected(server.url);
    gone.subscribe('1', { query: WATCH });
    gone.socket.terminate();
    await eventually(() => server.sockets.connectionCount === 1, 'the connection to go');
    await eventually(() => fixture.engine.stats().subscribers === 0, 'the subscriptions to go');
    await eventually(() => fixture.engine.stats().groups === 0, 'the group to go');
    expect(raw.messages.filter(({ type }) => type === 'next').length).toBeLessThanOrEqual(1);
  });

  it('refuses pages of a foreign origin and admits those of the shop', async () => {
    const foreign = new RawClient(server.url, { origin: 'https://evil.example' });
    expect(await foreign.closes()).toBe(1006);
    const own = new RawClient(server.url, { origin: 'https://shop.example' });
    await own.opened();
    own.socket.close();
  });
});

describe('limits', () => {
  it('hold connections and operations back', async () => {
    await start({
      connections: 2,
      connectionsPerIdentity: 1,
      subscriptionsPerConnection: 2,
      subscribesPerTenSeconds: 4,
    });
    const first = await RawClient.connected(server.url);
    for (const id of ['1', '2', '3']) first.subscribe(id, { query: WATCH });
    expect(await first.receives('error')).toMatchObject({
      id: '3',
      payload: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } }],
    });
    first.send({ id: '1', type: 'complete' });
    first.subscribe('4', { query: '{ a }' });
    await first.receives('complete');
    first.subscribe('5', { query: '{ a }' });
    await first.receives('complete', 2);
    first.subscribe('6', { query: '{ a }' });
    expect(await first.receives('error', 2)).toMatchObject({
      payload: [{ extensions: { code: 'RATE_LIMITED' } }],
    });

    const sameIdentity = new RawClient(server.url);
    await sameIdentity.opened();
    sameIdentity.send({ type: 'connection_init' });
    expect(await sameIdentity.closes()).toBe(1013);
    const second = new RawClient(server.url);
    await second.opened();
    expect(await new RawClient(server.url).closes()).toBe(1013);
    second.socket.close();
    await eventually(() => server.sockets.connectionCount === 1, 'a place to be free');
    await RawClient.connected(server.url, { authorization: 'Bearer bob' });
  });

  it('cut a peer that does not answer pings', async () => {
    await start({ pingMs: 20 });
    const dead = new RawClient(server.url, { autoPong: false });
    expect(await dead.closes()).toBe(1006);
    const alive = await RawClient.connected(server.url);
    await pause(80);
    expect(alive.closeCode).toBeUndefined();
  });
});

describe('a reader that has stalled', () => {
  const big = 'x'.repeat(300_000);

  it('keeps nobody waiting, is skipped, and then jumps to the newest with every change in between', async () => {
    await start();
    const slow = await RawClient.connected(server.url);
    slow.subscribe('1', { query: WATCH });
    const fast = watch(clientOf());
    await slow.receives('next');
    await eventually(() => fast.envelopes.length === 1, 'a snapshot');
    slow.socket.pause();
    for (let i = 0; i < 60; i += 1) {
      const version = await fixture.commit('7', big);
      await eventually(() => fast.envelopes.at(-1)?.version === version, `version ${String(version)}`);
    }
    slow.socket.resume();
    const last = await eventually(() => {
      const envelope = (slow.messages.at(-1)?.payload as { data: { cartChanged: Envelope } }).data
        .cartChanged;
      return envelope.version === 61 ? envelope : undefined;
    }, 'the newest version');
    expect(last.changes.length).toBeGreaterThan(1);
    const envelopes = slow.messages.flatMap(({ type, payload }) =>
      type === 'next' ? [(payload as { data: { cartChanged: Envelope } }).data.cartChanged] : [],
    );
    expect(envelopes.length).toBeLessThan(61);
    const changes = envelopes.flatMap((envelope) => envelope.changes.map(({ version }) => version));
    expect(changes).toEqual(Array.from({ length: 60 }, (_, index) => index + 2));
  }, 20_000);

  it('is disconnected with 1013 after a while', async () => {
    await start({ maxLagMs: 50, highWaterBytes: 1_000 });
    const slow = await RawClient.connected(server.url);
    slow.subscribe('1', { query: WATCH });
    await slow.receives('next');
    slow.socket.pause();
    for (let i = 0; i < 60; i += 1) {
      await fixture.commit('7', big);
      await pause(1);
    }
    await eventually(() => server.sockets.connectionCount === 0, 'the connection to be given up');
    expect(fixture.engine.stats().subscribers).toBe(0);
    // It reads nothing any more, not even its own end.
    slow.socket.terminate();
  }, 20_000);
});

it('a drain sends every client away with 1012 and takes no new ones; a second one is harmless', async () => {
  await start({ drainMs: 50, connectionsPerIdentity: 1_000 });
  const all = await Promise.all(Array.from({ length: 250 }, () => RawClient.connected(server.url)));
  for (const raw of all) raw.subscribe('1', { query: WATCH });
  await Promise.all(all.map((raw) => raw.receives('next')));
  const startedMs = Date.now();
  await Promise.all([server.sockets.drain(), server.sockets.drain()]);
  expect(Date.now() - startedMs).toBeLessThan(2_000);
  expect(new Set(await Promise.all(all.map((raw) => raw.closes())))).toEqual(new Set([1012]));
  expect(fixture.engine.stats().subscribers).toBe(0);
  expect(await new RawClient(server.url).closes()).toBe(1013);
}, 20_000);
