import { eventually } from '@agora/test-kit/eventually';
import { AppError } from '../errors/app-error';
import { jsonCodec } from '../eventing/event-codec';
import type { EventTransport, OutgoingMessage } from '../eventing/event-transport';
import { sleep } from '../time/deadline';
import { enqueue } from './enqueue';
import type { OutboxRow } from './outbox-row';
import { createRelay } from './relay';
import type { Relay, RelayOptions } from './relay';
import {
  TOPIC,
  counted,
  createRelayFixture,
  envelopeOf,
  faulty,
  firsts,
  silent,
  upTo,
} from './relay-fixture.suite';
import type { RelayFixture } from './relay-fixture.suite';

let fixture: RelayFixture;
const relays: Relay[] = [];
beforeAll(async () => {
  fixture = await createRelayFixture();
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await fixture.clear();
});
afterAll(() => fixture.close());

function relayOf(over: Partial<RelayOptions> = {}): Relay {
  const { messaging, transport } = fixture;
  const relay = createRelay({
    name: 'test',
    database: messaging.database,
    transport,
    codec: jsonCodec,
    logger: silent,
    pollMs: 50,
    parkMs: 200,
    rebalanceMs: 100,
    ...over,
  });
  relays.push(relay);
  return relay;
}
const enqueueUpTo = async (keys: readonly string[], count: number): Promise<void> => {
  for (const version of upTo(count))
    await enqueue(
      fixture.messaging.database,
      keys.map((key) => counted(key, version)),
    );
};

describe('the relay', () => {
  test('waits for what its codec waits for, without parking a key', async () => {
    let isAway = true;
    let asked = 0;
    const relay = relayOf({
      codec: {
        ...jsonCodec,
        encode: (envelope) => {
          asked += 1;
          if (isAway) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'The registry is away');
          return jsonCodec.encode(envelope);
        },
      },
    });
    await enqueueUpTo(['key-1', 'key-2'], 3);
    await relay.start();
    await eventually(() => asked >= 2);
    const { database } = fixture.messaging;
    expect(await database.query('SELECT 1 FROM outbox WHERE attempts > 0')).toEqual([]);
    isAway = false;
    await relay.drained();
    const delivered = await fixture.delivered();
    for (const key of ['key-1', 'key-2']) expect(delivered.get(key)).toEqual([1, 2, 3]);
  });

  test('sends what is committed with envelope and headers, then deletes it', async () => {
    const event = counted('key-1', 7);
    await enqueue(fixture.messaging.database, [event]);
    const sent: OutgoingMessage[] = [];
    const relay = relayOf({
      transport: faulty(fixture.transport, (messages) => Promise.resolve(void sent.push(...messages))),
    });
    await relay.start();
    await relay.drained();
    expect(sent).toHaveLength(1);
    const [message] = sent as [OutgoingMessage];
    expect(message).toMatchObject({ topic: TOPIC, key: 'key-1' });
    expect(message.headers).toEqual({
      content_type: 'application/json',
      event_id: event.eventId,
      type: TOPIC,
      aggregate_version: '7',
      tenant_region: 'EU',
      correlation_id: 'c-1',
      traceparent: '00-a-b-01',
    });
    expect(envelopeOf(message)).toEqual({
      event_id: event.eventId,
      type: TOPIC,
      occurred_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      producer: 'test',
      aggregate_id: 'key-1',
      aggregate_version: 7,
      tenant_region: 'EU',
      store_id: null,
      correlation_id: 'c-1',
      causation_id: null,
      saga_id: null,
      actor: null,
      schema_version: 1,
      payload: { n: 7 },
    });
  });

  test('sends soon after wake, and without it after the poll', async () => {
    const slow = relayOf({ pollMs: 60_000 });
    await slow.start();
    await sleep(100);
    await enqueue(fixture.messaging.database, [counted('a', 1)]);
    slow.wake();
    await eventually(async () => (await fixture.delivered()).has('a'), { withinMs: 1_000 });
    await slow.stop();
    await relayOf().start();
    await enqueue(fixture.messaging.database, [counted('b', 1)]);
    await eventually(async () => (await fixture.delivered()).has('b'), { withinMs: 2_000 });
  });

  test('four relays whose connections are cut at random lose nothing and keep the order of every key', async () => {
    const keys = Array.from({ length: 50 }, (_, n) => `key-${n}`);
    const fleet = Array.from({ length: 4 }, () => relayOf({ batchSize: 100 }));
    await Promise.all(fleet.map((relay) => relay.start()));
    const writing = new AbortController();
    const cutting = (async (): Promise<void> => {
      while (!writing.signal.aborted) {
        await sleep(150);
        await fixture.bus.database.query(
          `SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE (application_name LIKE 'agora-slots-%' OR application_name = 'agora-event-log'
             OR (application_name = 'agora-test' AND state = 'idle')) AND datname IN ($1, $2) AND pid <> pg_backend_pid() ORDER BY random() LIMIT 3) v`,
          [fixture.messaging.url, fixture.bus.url].map((url) => new URL(url).pathname.slice(1)),
        );
      }
    })();
    for (const version of upTo(80)) {
      const write = () =>
        enqueue(
          fixture.messaging.database,
          keys.map((key) => counted(key, version)),
        );
      for (let isWritten = false; !isWritten;)
        isWritten = await write().then(
          () => true,
          () => false,
        );
      await sleep(20);
    }
    writing.abort();
    await cutting;
    await eventually(
      async () => (await fixture.messaging.database.query('SELECT 1 FROM outbox LIMIT 1')).length === 0,
      { withinMs: 40_000 },
    );
    const delivered = await fixture.delivered();
    for (const key of keys) expect(firsts(delivered.get(key))).toEqual(upTo(80));
  }, 90_000);

  test('a crash between sending and deleting gives duplicates and nothing else', async () => {
    let crashes = 2;
    const transport = faulty(fixture.transport, async (messages) => {
      await fixture.transport.publish(messages);
      if (crashes > 0) {
        crashes -= 1;
        await fixture.messaging.database.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'agora-slots-%'",
        );
        throw new AppError('DOWNSTREAM_UNAVAILABLE', 'gone after the append');
      }
    });
    await enqueueUpTo(['a', 'b', 'c'], 20);
    const relay = relayOf({ transport });
    await relay.start();
    await relay.drained();
    const delivered = await fixture.delivered();
    for (const key of ['a', 'b', 'c']) {
      expect(firsts(delivered.get(key))).toEqual(upTo(20));
      expect(delivered.get(key)?.length).toBeGreaterThan(20);
    }
  });

  test('a refused message parks its key only, and the key goes on in order once it is accepted', async () => {
    let isAccepted = false;
    const transport = faulty(fixture.transport, (messages) =>
      messages.some(
        (message) => message.key === 'bad' && envelopeOf(message).aggregate_version === 3 && !isAccepted,
      )
        ? Promise.reject(new AppError('INTERNAL', 'refused'))
        : fixture.transport.publish(messages),
    );
    await enqueueUpTo(['bad', 'good-1', 'good-2'], 10);
    const relay = relayOf({ transport });
    await relay.start();
    await eventually(
      async () =>
        (await fixture.messaging.database.query("SELECT 1 FROM outbox WHERE aggregate_id <> 'bad'"))
          .length === 0,
    );
    await enqueue(fixture.messaging.database, [counted('good-1', 11), counted('bad', 11)]);
    relay.wake();
    await eventually(
      async () =>
        (await fixture.messaging.database.query("SELECT 1 FROM outbox WHERE aggregate_id <> 'bad'"))
          .length === 0,
    );
    const during = await fixture.delivered();
    expect(during.get('good-1')).toEqual(upTo(11));
    expect(during.get('good-2')).toEqual(upTo(10));
    expect(during.get('bad')).toEqual([1, 2]);
    await eventually(
      async () =>
        ((
          await fixture.messaging.database.query<{ attempts: number }>(
            'SELECT max(attempts) AS attempts FROM outbox',
          )
        )[0]?.attempts ?? 0) >= 2,
    );
    isAccepted = true;
    await relay.drained();
    expect((await fixture.delivered()).get('bad')).toEqual(upTo(11));
  });

  test('a parked key stays parked for the next owner', async () => {
    const transport = faulty(fixture.transport, (messages) =>
      messages.some((message) => message.key === 'bad')
        ? Promise.reject(new AppError('INTERNAL', 'refused'))
        : fixture.transport.publish(messages),
    );
    await enqueueUpTo(['bad', 'good'], 3);
    const first = relayOf({ transport, parkMs: 60_000 });
    await first.start();
    await eventually(
      async () => (await fixture.messaging.database.query('SELECT 1 FROM outbox')).length === 3,
    );
    await first.stop();
    await relayOf().start();
    await enqueueUpTo(['good'], 1);
    await eventually(
      async () => (await fixture.messaging.database.query('SELECT 1 FROM outbox')).length === 3,
    );
    expect((await fixture.delivered()).has('bad')).toBe(false);
  });

  test('while the transport is down nothing is parked, and everything follows when it is back', async () => {
    let isDown = true;
    const down = (): Promise<never> => Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'down'));
    const transport: EventTransport = {
      ...faulty(fixture.transport, (messages) => (isDown ? down() : fixture.transport.publish(messages))),
      ping: () => (isDown ? down() : Promise.resolve()),
    };
    await enqueueUpTo(['a', 'b'], 5);
    const relay = relayOf({ transport });
    await relay.start();
    await sleep(300);
    expect(
      await fixture.messaging.database.query(
        'SELECT 1 FROM outbox WHERE attempts = 0 AND parked_until IS NULL',
      ),
    ).toHaveLength(10);
    isDown = false;
    await relay.drained();
    expect((await fixture.delivered()).get('a')).toEqual(upTo(5));
  });

  test('a transaction that commits late is neither lost nor overtaken by its own key', async () => {
    const relay = relayOf({ pollMs: 20 });
    await relay.start();
    const late = fixture.messaging.database.inTransaction(async (tx) => {
      await enqueue(tx, [counted('late', 1)]);
      await sleep(700);
    });
    const others = (async (): Promise<void> => {
      for (const version of upTo(60)) {
        await enqueue(
          fixture.messaging.database,
          Array.from({ length: 16 }, (_, n) => counted(`other-${n}`, version)),
        );
        relay.wake();
        await sleep(8);
      }
    })();
    await late;
    await enqueue(fixture.messaging.database, [counted('late', 2)]);
    await others;
    await relay.drained();
    expect((await fixture.delivered()).get('late')).toEqual([1, 2]);
  });

  test('the hook runs before the row is deleted; while it fails the row stays but is not sent again', async () => {
    let isFailing = true;
    const rowsAtHook: number[] = [];
    const hooked: number[] = [];
    const onRelayed = async (row: OutboxRow): Promise<void> => {
      rowsAtHook.push(
        (await fixture.messaging.database.query('SELECT 1 FROM outbox WHERE seq = $1', [row.seq])).length,
      );
      if (isFailing) throw new Error('no Redis');
      hooked.push(row.aggregate_version);
    };
    await enqueueUpTo(['a'], 3);
    const relay = relayOf({ onRelayed });
    await relay.start();
    await eventually(async () => ((await fixture.delivered()).get('a') ?? []).length === 3);
    await enqueue(fixture.messaging.database, [counted('a', 4)]);
    relay.wake();
    await eventually(async () => ((await fixture.delivered()).get('a') ?? []).length === 4);
    expect(await fixture.messaging.database.query('SELECT 1 FROM outbox')).toHaveLength(4);
    isFailing = false;
    await relay.drained();
    expect(hooked.sort()).toEqual([1, 2, 3, 4]);
    expect(new Set(rowsAtHook)).toEqual(new Set([1]));
    expect((await fixture.delivered()).get('a')).toEqual([1, 2, 3, 4]);
  });

  test('stops, also while the transport hangs', async () => {
    const idle = relayOf();
    await idle.start();
    const hanging = relayOf({ transport: faulty(fixture.transport, () => new Promise(() => undefined)) });
    await idle.stop();
    await hanging.start();
    await enqueueUpTo(['a'], 1);
    hanging.wake();
    await sleep(200);
    await hanging.stop();
  }, 15_000);
});
