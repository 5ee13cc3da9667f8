import type { KafkaMessage } from 'kafkajs';
import type { IncomingMessage } from '../event-transport';

/** A message of the client library as ours. */
export function incoming(topic: string, partition: number, message: KafkaMessage): IncomingMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {}))
    headers[name] = String(Array.isArray(value) ? value[0] : value);
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    key: message.key?.toString('utf8') ?? '',
    value: message.value ?? new Uint8Array(),
    headers,
    appendedAtMs: Number(message.timestamp),
  };
}
