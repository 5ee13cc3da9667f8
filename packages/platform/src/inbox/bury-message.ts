import { deadLetterTopic } from '../eventing/dead-letter-topic';
import type { EventTransport, IncomingMessage } from '../eventing/event-transport';

/** Why a message is a dead letter, and whose. */
export interface Burial {
  readonly groupId: string;
  readonly error: unknown;
}

/**
 * Copies a message that cannot be handled to the dead letter topic of its topic, with who gave it up, why, and where it
 * was in the headers.
 * @throws what the transport throws; the message may have been copied then.
 */
export async function buryMessage(
  transport: EventTransport,
  message: IncomingMessage,
  { groupId, error }: Burial,
): Promise<void> {
  await transport.publish([
    {
      topic: deadLetterTopic(message.topic),
      key: message.key,
      value: message.value,
      headers: {
        ...message.headers,
        dead_group: groupId,
        dead_reason: kindOf(error),
        dead_offset: String(message.offset),
        dead_partition: String(message.partition),
      },
    },
  ]);
}

/** The kind of a fault. Its text may quote data that has no place in a topic or a table. */
export function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
