import { eventually, pause } from '../testing/eventually';
import { createLiveFixture } from '../testing/live-fixture';
import type { LiveFixture } from '../testing/live-fixture';
import { RawClient, startLiveServer } from '../testing/live-server';
import type { LiveServer } from '../testing/live-server';

const WATCH = 'subscription { stockChanged(skus: ["a"]) { version product { title } } }';
const BIG = 'x'.repeat(20_000);

interface StockFrame {
  readonly data: { readonly stockChanged: { readonly version: number } };
}

let fixture: LiveFixture;
let server: LiveServer;
beforeEach(async () => {
  fixture = createLiveFixture();
  fixture.levels.set('a', 1);
  server = await startLiveServer(fixture, { highWaterBytes: 64 * 1024 });
});
afterEach(async () => {
  await server.stop();
  await fixture.stop();
});

/** Reads an event stream until it ends or is aborted. */
async function readEvents(query: string): Promise<{ text: string; isOver: boolean; abort(): void }> {
  const aborted = new AbortController();
  const response = await fetch(`http://${server.url}`, {
    method: 'POST',
    body: JSON.stringify({ query }),
    signal: aborted.signal,
  });
  const stream = {
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

function versionsIn(client: RawClient, id: string): readonly number[] {
  return client.messages.flatMap((message) =>
    message.id === id && message.type === 'next'
      ? [(message.payload as StockFrame).data.stockChanged.version]
      : [],
  );
}

it('brings the same frames over WebSocket and as events, from one stream of the owner', async () => {
  const socket = await RawClient.connected(server.url, { authorization: 'Bearer ann' });
  socket.subscribe('1', { query: WATCH });
  await socket.receives('next');
  const events = await readEvents(WATCH);
  await eventually(() => events.text.includes('event: next'), 'the first event');
  fixture.levels.set('a', 2);
  await socket.receives('next', 2);
  await eventually(() => events.text.split('event: next').length === 3, 'the second event');
  for (const { payload } of socket.messages.filter(({ type }) => type === 'next'))
    expect(events.text).toContain(`data: ${JSON.stringify(payload)}\n`);
  expect(fixture.stock.streams).toHaveLength(1);
});

it('completes after the last message over both', async () => {
  const query = 'subscription { countTo(last: 3) }';
  const socket = await RawClient.connected(server.url);
  socket.subscribe('1', { query });
  await socket.receives('complete');
  expect(socket.messages.slice(1)).toEqual([
    ...[1, 2, 3].map((countTo) => ({ id: '1', type: 'next', payload: { data: { countTo } } })),
    { id: '1', type: 'complete' },
  ]);
  const events = await readEvents(query);
  await eventually(() => events.isOver, 'the end of the stream');
  expect(events.text.match(/event: \w+/g)).toEqual([
    'event: next',
    'event: next',
    'event: next',
    'event: complete',
  ]);
});

it('a client that leaves, one way or the other, leaves its stream at the owner', async () => {
  const query = WATCH.replace('stockChanged', 'ownStockChanged');
  const socket = await RawClient.connected(server.url);
  socket.subscribe('1', { query });
  socket.subscribe('2', { query });
  const events = await readEvents(query);
  await socket.receives('next', 2);
  await eventually(() => fixture.levels.openSources === 3, 'three streams');
  socket.send({ id: '1', type: 'complete' });
  await eventually(() => fixture.levels.openSources === 2, 'the first to be left');
  events.abort();
  await eventually(() => fixture.levels.openSources === 1, 'the second to be left');
  socket.socket.terminate();
  await eventually(() => fixture.levels.openSources === 0, 'the third to be left');
});

it('a reader that stalls ends with SUBSCRIPTION_OVERFLOW; one that reads gets everything in order', async () => {
  const query = `subscription { stockChanged(skus: ["a"]) { version level(unit: "${BIG}") } }`;
  const slow = await RawClient.connected(server.url, { authorization: 'Bearer ann' });
  const fast = await RawClient.connected(server.url, { authorization: 'Bearer eve' });
  slow.subscribe('1', { query });
  fast.subscribe('1', { query });
  await Promise.all([slow.receives('next'), fast.receives('next')]);
  slow.socket.pause();
  let last = 1;
  while (fixture.engine.stats().subscribers === 2) {
    last = fixture.levels.set('a', last);
    if (last > 20_000) throw new Error('nobody noticed');
    await eventually(() => versionsIn(fast, '1').at(-1) === last, `version ${String(last)}`);
  }
  slow.socket.resume();
  expect(await slow.receives('error')).toMatchObject({
    id: '1',
    payload: [{ extensions: { code: 'SUBSCRIPTION_OVERFLOW' } }],
  });
  const seen = versionsIn(slow, '1');
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  expect(versionsIn(fast, '1')).toHaveLength(last);
  // The connection itself is fine: it may subscribe again and begins with the state of now.
  slow.subscribe('2', { query });
  await eventually(() => versionsIn(slow, '2').at(-1) === last, 'the newest version');
  await pause(5);
  expect(versionsIn(slow, '2')).toEqual([last]);
}, 60_000);
