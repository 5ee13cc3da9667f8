import { AppError } from '../../errors/app-error';

/** Answers of a broker that concern the message or the topic: no repeat changes them. */
const REFUSALS = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
  'UNKNOWN_TOPIC_OR_PARTITION',
]);

/** A fault of the client library as ours: `INTERNAL` for a refused message, else `DOWNSTREAM_UNAVAILABLE` (retriable). */
export function kafkaFault(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const types = causesOf(error).map((cause) => (cause as { type?: unknown }).type);
  return types.some((type) => typeof type === 'string' && REFUSALS.has(type))
    ? new AppError('INTERNAL', 'Kafka refused messages', { cause: error })
    : new AppError('DOWNSTREAM_UNAVAILABLE', 'Kafka is not reachable', { cause: error });
}

function causesOf(error: unknown): object[] {
  const chain: object[] = [];
  let current = error;
  while (typeof current === 'object' && current !== null && chain.length < 5) {
    chain.push(current);
    const { cause, originalError } = current as { cause?: unknown; originalError?: unknown };
    current = cause ?? originalError;
  }
  return chain;
}
