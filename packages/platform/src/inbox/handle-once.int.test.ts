import { newId } from '../ids/uuid-v7';
import { createMessagingDatabase } from '../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../outbox/messaging-database.suite';
import { HOUR_MS } from '../time/clock';
import { effectStatement, recordWithEffect } from './event-effect';
import { handleOnce, purgeInbox } from './handle-once';

let messaging: MessagingDatabase;
beforeAll(async () => {
  messaging = await createMessagingDatabase();
  await messaging.database.query('CREATE TABLE effect (event_id uuid NOT NULL)');
});
afterAll(() => messaging.drop());

const effects = async (eventId: string): Promise<number> =>
  (await messaging.database.query('SELECT 1 FROM effect WHERE event_id = $1', [eventId])).length;

describe('handling an event once', () => {
  const handle = (consumer: string, eventId: string): Promise<boolean> =>
    handleOnce(messaging.database, { consumer, eventId }, async (tx) => {
      await tx.query('INSERT INTO effect (event_id) VALUES ($1)', [eventId]);
    });

  test('ten parallel deliveries have one effect', async () => {
    const eventId = newId();
    const first = await Promise.all(Array.from({ length: 10 }, () => handle('cart-service-events', eventId)));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await effects(eventId)).toBe(1);
  });

  test('a failing effect is not recorded, so the next delivery has it', async () => {
    const eventId = newId();
    const failing = handleOnce(messaging.database, { consumer: 'g', eventId }, async (tx) => {
      await tx.query('INSERT INTO effect (event_id) VALUES ($1)', [eventId]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await effects(eventId)).toBe(0);
    expect(await handle('g', eventId)).toBe(true);
    expect(await handle('g', eventId)).toBe(false);
  });

  test('two consumers each handle the event', async () => {
    const eventId = newId();
    expect([await handle('a', eventId), await handle('b', eventId)]).toEqual([true, true]);
  });

  test('purging forgets only what is old', async () => {
    await messaging.database.query('DELETE FROM inbox');
    await handle('a', newId());
    await messaging.database.query("UPDATE inbox SET handled_at = handled_at - interval '2 hours'");
    const young = newId();
    await handle('a', young);
    expect(await purgeInbox(messaging.database, HOUR_MS)).toBe(1);
    expect(await handle('a', young)).toBe(false);
  });
});

describe('an effect that is one statement', () => {
  const statement = effectStatement(
    'test_effect',
    'INSERT INTO effect (event_id) SELECT ($1::text)::uuid FROM fresh RETURNING 1',
    1,
  );
  const record = (consumer: string, eventId: string, value = eventId): Promise<boolean> =>
    recordWithEffect(messaging.database, { consumer, eventId }, { statement, values: [value] });

  test('is written with its record, once for ten parallel deliveries', async () => {
    const eventId = newId();
    const before = messaging.database.statements;
    expect(await record('a', eventId)).toBe(true);
    expect(messaging.database.statements - before).toBe(1);
    const other = newId();
    const first = await Promise.all(Array.from({ length: 10 }, () => record('a', other)));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect([await effects(eventId), await effects(other)]).toEqual([1, 1]);
  });

  test('that fails is not recorded', async () => {
    const eventId = newId();
    await expect(record('a', eventId, 'no uuid')).rejects.toThrow();
    expect(await record('a', eventId)).toBe(true);
  });

  test('knows an event that was handled in a transaction, and the other way round', async () => {
    const [eventId, other] = [newId(), newId()];
    const nothing = (): Promise<void> => Promise.resolve();
    await handleOnce(messaging.database, { consumer: 'a', eventId }, nothing);
    expect(await record('a', eventId)).toBe(false);
    await record('a', other);
    expect(await handleOnce(messaging.database, { consumer: 'a', eventId: other }, nothing)).toBe(false);
    expect([await effects(eventId), await effects(other)]).toEqual([0, 1]);
  });

  test('needs no record of its own where somebody else keeps it', async () => {
    const eventId = newId();
    for (let n = 0; n < 2; n += 1) await messaging.database.query(statement.alone, [eventId]);
    expect(await effects(eventId)).toBe(2);
  });
});
