import type { Database } from '../database/database';
import { UndecodableEventError } from '../eventing/event-codec';
import type { EventCodec } from '../eventing/event-codec';
import type { EventTransport, IncomingMessage } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { isHopeless, placeOf } from './event-applier';
import type { EventHandler } from './event-handler';

/**
 * Tables that hold nothing but what events said, by name; each with the handlers, by event type, that make it. A handler
 * must bear repeats and let an older event never overwrite a newer one.
 */
export type ReadModels = Readonly<Record<string, Readonly<Record<string, EventHandler>>>>;

export interface ReplayReadModelOptions {
  readonly transport: EventTransport;
  readonly codec: EventCodec;
  readonly database: Pick<Database, 'inTransaction'>;
  /** Of one read model. */
  readonly handlers: Readonly<Record<string, EventHandler>>;
  readonly logger: Logger;
}

export interface ReplayedReadModel {
  readonly applied: number;
  /** Could not be read or break their contract. */
  readonly skipped: number;
}

/**
 * Applies the topics of a read model from their beginning to their present end, past the group and the inbox. It may run
 * while the consumers of the domain do and may be repeated: versions decide. What retention took is not there any more.
 * @throws the first fault of a handler, of the transport or of the database; what was applied stays.
 */
export async function replayReadModel(options: ReplayReadModelOptions): Promise<ReplayedReadModel> {
  const { transport, handlers, logger } = options;
  let [applied, skipped] = [0, 0];
  for (const [topic, handler] of Object.entries(handlers)) {
    await transport.read(topic, async (message) => {
      try {
        await applyAgain(options, handler, message);
        applied += 1;
      } catch (error) {
        if (!isHopeless(error)) throw error;
        skipped += 1;
        logger.warn({ err: error, ...placeOf(message) }, 'event left out of the replay');
      }
    });
  }
  return { applied, skipped };
}

async function applyAgain(
  { codec, database, logger }: ReplayReadModelOptions,
  handler: EventHandler,
  message: IncomingMessage,
): Promise<void> {
  const envelope = await codec.decode(message.value);
  if (envelope.type !== message.topic) throw new UndecodableEventError(`a ${envelope.type}`);
  await database.inTransaction((tx) => handler({ ...envelope, logger, traceparent: undefined }, tx));
}
