import type { EventCodec } from '@agora/platform/eventing';
import type { DeadLetter } from '@agora/platform/inbox';

/** A line of the list. Says nothing of the payload. */
export function lineOf(letter: DeadLetter): string {
  const { id, topic, groupId, reason, origin, message } = letter;
  const at = new Date(message.appendedAtMs).toISOString();
  const eventId = message.headers['event_id'] ?? '-';
  return `${topic}  ${id}  ${at}  ${groupId}  ${reason}  from ${origin}  event ${eventId}`;
}

/** All of one letter: where it comes from, its headers, and its envelope, or its bytes when they cannot be read. */
export async function described(letter: DeadLetter, codec: EventCodec): Promise<string> {
  const { message } = letter;
  const content = await contentOf(message.value, codec);
  return JSON.stringify(
    {
      id: letter.id,
      topic: letter.topic,
      key: message.key,
      group: letter.groupId,
      reason: letter.reason,
      origin: letter.origin,
      at: new Date(message.appendedAtMs).toISOString(),
      headers: message.headers,
      ...content,
    },
    undefined,
    2,
  );
}

async function contentOf(value: Uint8Array, codec: EventCodec): Promise<object> {
  try {
    return { event: await codec.decode(value) };
  } catch (error) {
    return {
      unreadable: error instanceof Error ? error.message : 'unknown',
      base64: Buffer.from(value).toString('base64'),
    };
  }
}
