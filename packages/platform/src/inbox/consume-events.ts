import type { Database } from '../database/database';
import { deadLetterTopic } from '../eventing/dead-letter-topic';
import type { EventEnvelope } from '../eventing/envelope';
import { UndecodableEventError } from '../eventing/event-codec';
import type { EventCodec } from '../eventing/event-codec';
import type { Consumer, EventTransport, IncomingMessage, Subscription } from '../eventing/event-transport';
import { isTransient } from '../eventing/is-transient';
import type { Logger } from '../logging/logger';
import { counter } from '../metrics/metrics';
import { ContractViolationError } from './event-handler';
import type { EventHandler } from './event-handler';
import { handleOnce } from './handle-once';
import { startPatiently } from './patient-consumer';

const handled = counter({
  name: 'events_handled_total',
  help: 'Messages a consumer is done with, by outcome: handled, repeated, ignored or dead',
  labelNames: ['group', 'type', 'outcome'],
});
const failed = counter({
  name: 'event_handling_failures_total',
  help: 'Attempts to handle a message that failed',
  labelNames: ['group', 'type'],
});

export interface ConsumeEventsOptions {
  readonly transport: EventTransport;
  /** `<domain>-service-events`; also the consumer's name in the inbox. */
  readonly groupId: string;
  readonly database: Pick<Database, 'inTransaction'>;
  /** By event type, which is also the topic to read. See `onEvent`. */
  readonly handlers: Readonly<Record<string, EventHandler>>;
  readonly logger: Logger;
  readonly codec: EventCodec;
  /**
   * After so many attempts a message that fails for a reason of its own goes to `<topic>.dlq`, and its partition
   * goes on. Retriable faults (database away, deadlock) are repeated without end. Default 10.
   */
  readonly maxAttempts?: number;
  /** Told the type of an event once its effect has committed. Must not throw. */
  onHandled?(type: string): void;
}

/**
 * Applies every event of the handlers' topics exactly once to the domain's database: decodes it, runs its
 * handler and records it in one transaction, and only then lets the transport commit the offset.
 *
 * A message of an unknown type is acknowledged with a warning. One that cannot be read or breaks its contract
 * goes to `<topic>.dlq` at once. Order is the transport's: per key within a topic.
 *
 * Resolves also when the transport is not reachable yet; it goes on trying in the background.
 */
export function consumeEvents(options: ConsumeEventsOptions): Promise<Consumer> {
  const receiver = new EventReceiver(options);
  const subscription: Subscription = {
    groupId: options.groupId,
    topics: Object.keys(options.handlers),
    handle: (message) => receiver.receive(message),
  };
  return startPatiently(() => options.transport.consume(subscription), options.logger);
}

class EventReceiver {
  private readonly attempts = new Map<string, number>();
  private readonly logger: Logger;

  constructor(private readonly options: ConsumeEventsOptions) {
    this.logger = options.logger.child({ component: 'inbox', group: options.groupId });
  }

  async receive(message: IncomingMessage): Promise<void> {
    try {
      const outcome = await this.apply(message);
      this.done(message, outcome);
    } catch (error) {
      failed.inc({ group: this.options.groupId, type: message.topic });
      if (!this.isDead(message, error)) throw error;
      await this.bury(message, error);
      this.done(message, 'dead');
    }
  }

  private async apply(message: IncomingMessage): Promise<'handled' | 'repeated' | 'ignored'> {
    const { groupId, database, handlers, codec } = this.options;
    const envelope = await codec.decode(message.value);
    const logger = this.logger.child(bindings(envelope));
    const handler = Object.hasOwn(handlers, envelope.type) ? handlers[envelope.type] : undefined;
    if (handler === undefined) {
      logger.warn('event of an unknown type acknowledged');
      return 'ignored';
    }
    const delivery = { consumer: groupId, eventId: envelope.event_id };
    const isFirst = await handleOnce(database, delivery, (tx) => handler({ ...envelope, logger }, tx));
    if (!isFirst) return 'repeated';
    this.options.onHandled?.(envelope.type);
    return 'handled';
  }

  private done(message: IncomingMessage, outcome: string): void {
    this.attempts.delete(placeOf(message));
    handled.inc({ group: this.options.groupId, type: message.topic, outcome });
  }

  private isDead(message: IncomingMessage, error: unknown): boolean {
    if (error instanceof UndecodableEventError || error instanceof ContractViolationError) return true;
    if (isTransient(error)) return false;
    const attempt = (this.attempts.get(placeOf(message)) ?? 0) + 1;
    this.attempts.set(placeOf(message), attempt);
    this.logger.warn({ err: error, message: placeOf(message), attempt }, 'event not handled');
    return attempt >= (this.options.maxAttempts ?? 10);
  }

  private async bury(message: IncomingMessage, error: unknown): Promise<void> {
    this.logger.error({ err: error, message: placeOf(message) }, 'event moved to its dead letter topic');
    await this.options.transport.publish([
      {
        topic: deadLetterTopic(message.topic),
        key: message.key,
        value: message.value,
        headers: {
          ...message.headers,
          dead_group: this.options.groupId,
          // Only the kind of the fault: its text may quote data that has no place in a topic.
          dead_reason: error instanceof Error ? error.name : 'unknown',
          dead_offset: String(message.offset),
          dead_partition: String(message.partition),
        },
      },
    ]);
  }
}

function placeOf(message: IncomingMessage): string {
  return `${message.topic}/${message.partition}/${message.offset}`;
}

function bindings(envelope: EventEnvelope): Record<string, unknown> {
  return {
    event_id: envelope.event_id,
    event_type: envelope.type,
    aggregate_id: envelope.aggregate_id,
    correlation_id: envelope.correlation_id,
    causation_id: envelope.causation_id,
    tenant_region: envelope.tenant_region,
  };
}
