import { AppError } from '../errors/app-error';
import type { Consumer, IncomingMessage, Subscription } from '../eventing/event-transport';
import { isTransient } from '../eventing/is-transient';
import { REPLAY_FOR } from '../eventing/replay-header';
import type { Logger } from '../logging/logger';
import { kindOf } from './bury-message';
import { ConsumerLag } from './consumer-lag';
import { failed, handled } from './consumer-metrics';
import { EventApplier, isHopeless, placeOf } from './event-applier';
import type { EventApplierOptions } from './event-applier';
import { ParkedKeys } from './parked-keys';
import type { Parking } from './parked-keys';
import { ParkedRetries, pauseAfter } from './parked-retries';
import { startPatiently } from './patient-consumer';

export interface ConsumeEventsOptions extends EventApplierOptions {
  readonly logger: Logger;
  /**
   * After so many attempts a message that fails for a reason of its own goes to `<topic>.dlq`, and its key goes on.
   * Retriable faults (database away, deadlock) are repeated without end. Default 10.
   */
  readonly maxAttempts?: number;
  /** Ceiling of the first pause of a parked message, milliseconds; doubles with every attempt up to a minute. Default 500. */
  readonly parkMs?: number;
  /** So many messages may be parked at once; from then on one that fails holds its partition. Default 10,000. */
  readonly maxParked?: number;
}

/**
 * Applies every event of the handlers' topics exactly once to the domain's database: decodes it, runs its
 * handler and records it in one transaction, and only then lets the transport commit the offset.
 *
 * A message whose handler fails for a reason of its own is parked in the domain's database (`inbox_parked`) and
 * acknowledged, and so is every later one of its key in the topic; other keys flow. The first one of each parked key is
 * tried again with pauses, by any process of the group, until it succeeds or goes to `<topic>.dlq`; then the key goes on
 * with its next. A message that cannot be read or breaks its contract goes to `<topic>.dlq` at once, one of an unknown
 * type is acknowledged with a warning. A fault of the surroundings holds the partition and is repeated without counting.
 * So the order per key within a topic is the transport's, whatever fails, crashes or moves between processes.
 *
 * Resolves also when the transport is not reachable yet; it goes on trying in the background.
 */
export async function consumeEvents(options: ConsumeEventsOptions): Promise<Consumer> {
  const { transport, groupId, database } = options;
  const topics = Object.keys(options.handlers);
  const logger = options.logger.child({ component: 'inbox', group: groupId });
  const applier = new EventApplier(options, logger);
  const keys = new ParkedKeys(database, groupId);
  const limits = limitsOf(options);
  const retries = new ParkedRetries({ database, consumer: groupId, applier, keys, logger, ...limits });
  const lag = new ConsumerLag({ transport, groupId, topics, logger });
  const receiver = new EventReceiver({ groupId, logger, applier, keys, retries, ...limits });
  const subscription: Subscription = {
    groupId,
    topics,
    handle: (message) => lag.measure(message, () => receiver.receive(message)),
  };
  retries.start();
  lag.start();
  const consumer = await startPatiently(() => transport.consume(subscription), options.logger);
  return {
    stop: async () => {
      await consumer.stop();
      await Promise.all([retries.stop(), lag.stop()]);
    },
  };
}

interface Limits {
  readonly maxAttempts: number;
  readonly parkMs: number;
  readonly maxParked: number;
}

function limitsOf({ maxAttempts = 10, parkMs = 500, maxParked = 10_000 }: ConsumeEventsOptions): Limits {
  return { maxAttempts, parkMs, maxParked };
}

interface ReceiverDeps extends Limits {
  readonly groupId: string;
  readonly logger: Logger;
  readonly applier: EventApplier;
  readonly keys: ParkedKeys;
  readonly retries: ParkedRetries;
}

/** One message at a time per partition: resolves when the message may be acknowledged. */
class EventReceiver {
  constructor(private readonly deps: ReceiverDeps) {}

  async receive(message: IncomingMessage): Promise<void> {
    const { groupId, keys } = this.deps;
    const outcome = await this.outcomeOf(message);
    keys.passed(message);
    handled.inc({ group: groupId, type: message.topic, outcome });
  }

  private async outcomeOf(message: IncomingMessage): Promise<string> {
    const { groupId, applier, keys, maxAttempts, parkMs } = this.deps;
    if ((message.headers[REPLAY_FOR] ?? groupId) !== groupId) return 'ignored';
    if (await keys.hasBefore(message)) return this.park(message, { attempts: 0, pauseMs: 0, reason: null });
    try {
      return await applier.apply(message);
    } catch (error) {
      failed.inc({ group: groupId, type: message.topic });
      if (isTransient(error)) throw error;
      if (isHopeless(error) || maxAttempts <= 1) {
        await applier.bury(message, error);
        return 'dead';
      }
      this.deps.logger.warn(
        { err: error, ...placeOf(message), attempt: 1 },
        'event not handled, its key is parked',
      );
      return this.park(message, { attempts: 1, pauseMs: pauseAfter(1, parkMs), reason: kindOf(error) });
    }
  }

  private async park(message: IncomingMessage, parking: Parking): Promise<'parked'> {
    const { keys, retries, maxParked, groupId } = this.deps;
    if (keys.count >= maxParked)
      throw new AppError(
        'DOWNSTREAM_UNAVAILABLE',
        `${groupId} has ${String(keys.count)} parked messages: no room for more`,
      );
    await keys.park(message, parking);
    retries.wake();
    return 'parked';
  }
}
