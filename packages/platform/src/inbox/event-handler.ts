import type { Queryable } from '../database/queryable';
import type { EventEnvelope } from '../eventing/envelope';
import type { Logger } from '../logging/logger';
import type { EventEffect } from './event-effect';

/** An event as a handler sees it, with a logger bound to its ids. */
export interface ReceivedEvent<Payload = Readonly<Record<string, unknown>>> extends EventEnvelope<Payload> {
  readonly logger: Logger;
  /** The trace this event is a part of, for the events its effect writes. Undefined when nobody traced it. */
  readonly traceparent?: string | undefined;
}

/**
 * The effect of one event. Everything it writes through `tx` commits together with the record that the event was
 * handled; calls to other services belong elsewhere, since a repeat would repeat them.
 */
export interface EventHandler<Payload = Readonly<Record<string, unknown>>> {
  (event: ReceivedEvent<Payload>, tx: Queryable): Promise<void>;
  /** The same effect when it is one statement: it is then written with the record, without a transaction around them. */
  readonly effectOf?: (event: ReceivedEvent<Payload>) => EventEffect;
}

/** What a consumer needs to know of a contract in `@agora/contracts`. */
export interface EventContract<Payload> {
  readonly type: string;
  readonly schema: { parse(payload: unknown): Payload };
}

/** The payload breaks its contract. A repeat will not help: the message goes to the dead letter topic. */
export class ContractViolationError extends Error {
  constructor(type: string, options: ErrorOptions) {
    super(`the payload of ${type} breaks its contract`, options);
    this.name = 'ContractViolationError';
  }
}

/**
 * A handler that runs only for payloads that keep the contract, and sees them typed:
 * `handlers: { [cartItemAddedV1.type]: onEvent(cartItemAddedV1, async (event, tx) => …) }`.
 */
export function onEvent<Payload>(
  contract: EventContract<Payload>,
  handle: (event: ReceivedEvent<Payload>, tx: Queryable) => Promise<void>,
): EventHandler {
  return async (event, tx) => {
    await handle(keepingContract(contract, event), tx);
  };
}

/** As {@link onEvent} for an effect that is one statement: it costs one round trip together with the record of the inbox. */
export function onEventAtOnce<Payload>(
  contract: EventContract<Payload>,
  effectOf: (event: ReceivedEvent<Payload>) => EventEffect,
): EventHandler {
  const checked = (event: ReceivedEvent): EventEffect => effectOf(keepingContract(contract, event));
  const handle = async (event: ReceivedEvent, tx: Queryable): Promise<void> => {
    const { statement, values } = checked(event);
    await tx.query(statement.alone, values);
  };
  return Object.assign(handle, { effectOf: checked });
}

function keepingContract<Payload>(
  contract: EventContract<Payload>,
  event: ReceivedEvent,
): ReceivedEvent<Payload> {
  try {
    return { ...event, payload: contract.schema.parse(event.payload) };
  } catch (error) {
    throw new ContractViolationError(contract.type, { cause: error });
  }
}
