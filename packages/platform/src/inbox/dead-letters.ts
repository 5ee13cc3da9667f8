import { deadLetterTopic } from '../eventing/dead-letter-topic';
import type { EventTransport, IncomingMessage } from '../eventing/event-transport';
import { REPLAY_FOR } from '../eventing/replay-header';

/** What was done about a dead letter. */
export type Settlement = 'replayed' | 'dropped';

/** A message that a group gave up, as it is in the dead letter topic of `topic`. */
export interface DeadLetter {
  /** `<partition>/<offset>` in the dead letter topic: what an operator calls it by. */
  readonly id: string;
  /** Where it came from, and goes to when it is replayed. */
  readonly topic: string;
  readonly groupId: string;
  /** The kind of the fault. */
  readonly reason: string;
  /** `<partition>/<offset>` in `topic`. */
  readonly origin: string;
  readonly message: IncomingMessage;
}

const OURS = ['dead_group', 'dead_reason', 'dead_offset', 'dead_partition', REPLAY_FOR];

/**
 * The dead letters of a topic that nobody has replayed or dropped, oldest first. One that was buried twice, because a
 * process died in between, is there once.
 *
 * A message cannot be deleted from a topic, so what is settled is said by a message behind it, in the dead letter topic
 * itself: it lasts as long as the letter, on every transport.
 *
 * @throws what {@link EventTransport.read} throws.
 */
export async function readDeadLetters(transport: EventTransport, topic: string): Promise<DeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  const settled = new Set<string>();
  await transport.read(deadLetterTopic(topic), (message) => {
    const settles = message.headers['settles'];
    if (settles !== undefined) settled.add(settles);
    const letter = settles === undefined ? letterOf(topic, message) : undefined;
    if (letter !== undefined && !letters.has(identityOf(letter))) letters.set(identityOf(letter), letter);
    return Promise.resolve();
  });
  return [...letters].filter(([identity]) => !settled.has(identity)).map(([, letter]) => letter);
}

/**
 * Sends a dead letter to its topic again, for the group that gave it up; other groups pass over it, and the inbox of that
 * group lets its effect happen once, however often it is replayed. It comes after newer messages of its key. Then it is
 * settled; a crash in between leaves it in the list.
 */
export async function replayDeadLetter(transport: EventTransport, letter: DeadLetter): Promise<void> {
  const { message, topic, groupId } = letter;
  const headers = Object.entries(message.headers).filter(([name]) => !OURS.includes(name));
  await transport.publish([
    {
      topic,
      key: message.key,
      value: message.value,
      headers: { ...Object.fromEntries(headers), [REPLAY_FOR]: groupId },
    },
  ]);
  await settle(transport, letter, 'replayed');
}

/** Takes a dead letter off the list for good. Its event never has an effect in its group. */
export function dropDeadLetter(transport: EventTransport, letter: DeadLetter): Promise<void> {
  return settle(transport, letter, 'dropped');
}

function settle(transport: EventTransport, letter: DeadLetter, as: Settlement): Promise<void> {
  return transport.publish([
    {
      topic: deadLetterTopic(letter.topic),
      key: letter.message.key,
      value: new Uint8Array(),
      headers: { settles: identityOf(letter), settled_as: as },
    },
  ]);
}

function letterOf(topic: string, message: IncomingMessage): DeadLetter | undefined {
  const {
    dead_group: groupId,
    dead_reason: reason,
    dead_offset: offset,
    dead_partition: partition,
  } = message.headers;
  // Written by something else: there is no group to send it to.
  if (groupId === undefined || offset === undefined || partition === undefined) return undefined;
  const id = `${String(message.partition)}/${String(message.offset)}`;
  return { id, topic, groupId, reason: reason ?? 'unknown', origin: `${partition}/${offset}`, message };
}

/** The same for every copy of one dead letter. */
function identityOf({ groupId, origin }: DeadLetter): string {
  return `${groupId} ${origin}`;
}
