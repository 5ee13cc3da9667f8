import { newId } from '../ids/uuid-v7';
import { createMessagingDatabase } from '../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../outbox/messaging-database.suite';
import { HOUR_MS } from '../time/clock';
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
