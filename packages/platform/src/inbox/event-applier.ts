import type { Database } from '../database/database';
import type { Queryable } from '../database/queryable';
import type { EventEnvelope } from '../eventing/envelope';
import { UndecodableEventError } from '../eventing/event-codec';
import type { EventCodec } from '../eventing/event-codec';
import type { EventTransport, IncomingMessage } from '../eventing/event-transport';
import { REPLAY_FOR } from '../eventing/replay-header';
import { lazyChild } from '../logging/lazy-child';
import type { Logger } from '../logging/logger';
import { activeTraceparent, readTraceparent } from '../tracing/traceparent';
import { inConsumerSpan } from '../tracing/message-spans';
import { buryMessage } from './bury-message';
import { ContractViolationError } from './event-handler';
import { recordWithEffect } from './event-effect';
import type { EventHandler, ReceivedEvent } from './event-handler';
import { handleOnceIn, recordBuried } from './handle-once';
import type { Delivery } from './handle-once';

/** What became of a message that did not fail. `lost`: somebody else claimed it. */
export type Outcome = 'handled' | 'repeated' | 'ignored' | 'lost';

/** Part of a transaction: false when there is nothing for it to do after all. */
export type Claim = (tx: Queryable) => Promise<boolean>;

/** What it takes to apply the messages of one group. */
export interface EventApplierOptions {
  readonly transport: EventTransport;
  /** `<domain>-service-events`; also the consumer's name in the inbox. */
  readonly groupId: string;
  readonly database: Pick<Database, 'inTransaction' | 'query'>;
  /** By event type, which is also the topic to read. See `onEvent`. */
  readonly handlers: Readonly<Record<string, EventHandler>>;
  readonly codec: EventCodec;
  /** Told the type of an event once its effect has committed. Must not throw. */
  onHandled?(type: string): void;
}

/** Applies messages to the domain's database, each event once. */
export class EventApplier {
  constructor(
    private readonly options: EventApplierOptions,
    private readonly logger: Logger,
  ) {}

  /**
   * Decodes the message and runs its handler in the transaction that records it. `claim` runs first in it.
   * @throws what decoding or the handler throws; nothing is changed then.
   */
  apply(message: IncomingMessage, claim?: Claim): Promise<Outcome> {
    return inConsumerSpan(message, this.options.groupId, () => this.applyInSpan(message, claim));
  }

  /** Moves a message to the dead letter topic and records it as given up. `claim` runs first in the record's transaction. */
  async bury(message: IncomingMessage, error: unknown, claim?: Claim): Promise<void> {
    const { transport, database, groupId } = this.options;
    this.logger.error({ err: error, ...placeOf(message) }, 'event moved to its dead letter topic');
    await buryMessage(transport, message, { groupId, error });
    const eventId = await this.eventIdOf(message);
    if (claim === undefined && eventId === undefined) return;
    await database.inTransaction(async (tx) => {
      if (claim !== undefined && !(await claim(tx))) return;
      if (eventId !== undefined) await recordBuried(tx, { consumer: groupId, eventId });
    });
  }

  private async applyInSpan(message: IncomingMessage, claim?: Claim): Promise<Outcome> {
    const { groupId, database, handlers, codec } = this.options;
    const envelope = await codec.decode(message.value);
    const logger = lazyChild(this.logger, bindings(envelope));
    const handler = Object.hasOwn(handlers, envelope.type) ? handlers[envelope.type] : undefined;
    if (handler === undefined) {
      logger.warn('event of an unknown type acknowledged');
      if (claim !== undefined) await database.inTransaction(claim);
      return 'ignored';
    }
    const traceparent = activeTraceparent() ?? readTraceparent(message.headers['traceparent']);
    const isReplay = message.headers[REPLAY_FOR] === groupId;
    const delivery = { consumer: groupId, eventId: envelope.event_id, isReplay };
    const outcome = await this.carryOut(
      handler,
      { ...envelope, logger, traceparent },
      { ...delivery, claim },
    );
    if (outcome === 'handled') this.options.onHandled?.(envelope.type);
    return outcome;
  }

  private async carryOut(
    handler: EventHandler,
    event: ReceivedEvent,
    { claim, ...delivery }: Delivery & { readonly claim: Claim | undefined },
  ): Promise<Outcome> {
    const { database } = this.options;
    const isPlain = claim === undefined && delivery.isReplay !== true;
    const effect = isPlain ? handler.effectOf?.(event) : undefined;
    if (effect !== undefined)
      return (await recordWithEffect(database, delivery, effect)) ? 'handled' : 'repeated';
    return database.inTransaction(async (tx) => {
      if (claim !== undefined && !(await claim(tx))) return 'lost';
      return (await handleOnceIn(tx, delivery, () => handler(event, tx))) ? 'handled' : 'repeated';
    });
  }

  private async eventIdOf(message: IncomingMessage): Promise<string | undefined> {
    try {
      return (await this.options.codec.decode(message.value)).event_id;
    } catch (error) {
      if (error instanceof UndecodableEventError) return undefined;
      throw error;
    }
  }
}

/** Whether no repeat will help: the message cannot be read or breaks its contract. */
export function isHopeless(error: unknown): boolean {
  return error instanceof UndecodableEventError || error instanceof ContractViolationError;
}

/** Where a message is, for log lines. */
export function placeOf({ topic, partition, offset }: IncomingMessage): Record<string, unknown> {
  return { topic, partition, offset: String(offset) };
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
