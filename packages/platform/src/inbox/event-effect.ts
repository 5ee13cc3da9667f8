import type { Queryable, Statement } from '../database/queryable';
import type { Delivery } from './handle-once';

/** A statement that is the whole effect of an event, see {@link effectStatement}. */
export interface EffectStatement {
  /** With the record that the event was handled, in one round trip. */
  readonly recording: Statement;
  /** For where somebody else keeps that record. */
  readonly alone: Statement;
}

/** The effect of one event: a statement and its values. */
export interface EventEffect {
  readonly statement: EffectStatement;
  readonly values: readonly unknown[];
}

/**
 * Makes a statement the effect of an event: it is written together with the record of the inbox, so that an event costs one round
 * trip instead of four.
 * @param text Reads from `fresh`, which has one row when the event is to have its effect and none else; answers a row when it had it.
 *   What it reads otherwise is of before the record: it must not depend on an event that is handled at the same moment, unless it
 *   locks or is a function.
 * @param parameters How many it has, `$1` on.
 */
export function effectStatement(name: string, text: string, parameters: number): EffectStatement {
  const [consumer, eventId] = [parameters + 1, parameters + 2];
  return {
    recording: {
      name: `${name}_once`,
      text: `WITH fresh AS (INSERT INTO inbox (consumer, event_id) VALUES ($${String(consumer)}, $${String(eventId)}::uuid) ON CONFLICT DO NOTHING RETURNING 1) ${text}`,
    },
    alone: { name, text: `WITH fresh AS (SELECT 1) ${text}` },
  };
}

/**
 * The effect and its record in one statement. A delivery that meets another one of the same event waits for it.
 * @returns false when the event was handled before; nothing is changed then.
 */
export async function recordWithEffect(
  on: Queryable,
  { consumer, eventId }: Pick<Delivery, 'consumer' | 'eventId'>,
  { statement, values }: EventEffect,
): Promise<boolean> {
  return (await on.query(statement.recording, [...values, consumer, eventId])).length > 0;
}
