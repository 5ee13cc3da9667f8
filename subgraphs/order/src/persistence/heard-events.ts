import type { Queryable, Statement } from '@agora/platform/database';
import type { HeardEvents } from '../application/receive-payment-webhook';

const HAS: Statement = {
  name: 'order_event_heard',
  text: `SELECT 1 FROM inbox WHERE consumer = $1 AND event_id = $2::uuid`,
};
const RECORD: Statement = {
  name: 'order_event_record',
  text: `INSERT INTO inbox (consumer, event_id) VALUES ($1, $2::uuid) ON CONFLICT DO NOTHING`,
};

/** {@link HeardEvents} in the inbox of a consumer group: what came as an event is not heard again as a webhook. */
export function createHeardEvents(database: Queryable, consumer: string): HeardEvents {
  return {
    has: async (eventId) => (await database.query(HAS, [consumer, eventId])).length > 0,
    record: async (eventId) => {
      await database.query(RECORD, [consumer, eventId]);
    },
  };
}
