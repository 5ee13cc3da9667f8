import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { dropDeadLetter, readDeadLetters, replayDeadLetter } from '@agora/platform/inbox';
import type { DeadLetter } from '@agora/platform/inbox';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import type { OpenPorts } from '@agora/platform/ports';
import { joinRunningSystem } from '../system/running-system';
import { described, lineOf } from './letters';
import { readCommand } from './read-command';
import type { DlqCommand } from './read-command';

const topics = CATALOG_OF_EVENTS.map(({ topic }) => topic);

/** Where the lines of an answer go. */
export type Say = (line: string) => void;

/**
 * One command about dead letters, in the Agora that the environment names or that runs on the data folder. Leaves nothing open.
 * @throws Error that says what is wrong with the command, or that there is no such letter.
 */
export async function runDlq(args: readonly string[], env: NodeJS.ProcessEnv, say: Say): Promise<void> {
  const command = readCommand(args, topics);
  const system = await joinRunningSystem(env);
  const logger = createLogger({ name: 'dlq', level: 'error' });
  const ports = openPorts({ name: 'dlq', logger, env: system.env, schemas: eventSchemas() });
  try {
    say(`In ${system.events}:`);
    await run(command, ports, say);
  } finally {
    await ports.close();
    await system.close();
  }
}

async function run(command: DlqCommand, ports: OpenPorts, say: Say): Promise<void> {
  if (command.verb === 'list')
    return list(command.topic === undefined ? topics : [command.topic], ports, say);
  const letters = chosen(await readDeadLetters(ports.events, command.topic), command);
  for (const letter of letters) {
    if (command.verb === 'show') say(await described(letter, ports.codec));
    if (command.verb === 'replay') await replayDeadLetter(ports.events, letter);
    if (command.verb === 'drop') await dropDeadLetter(ports.events, letter);
    if (command.verb !== 'show') say(`${command.verb}: ${lineOf(letter)}`);
  }
}

async function list(of: readonly string[], { events }: OpenPorts, say: Say): Promise<void> {
  let count = 0;
  for (const topic of of) {
    const letters = await readDeadLetters(events, topic);
    count += letters.length;
    for (const letter of letters) say(lineOf(letter));
  }
  say(count === 0 ? 'No dead letters.' : `${String(count)} dead letters.`);
}

function chosen(
  letters: readonly DeadLetter[],
  { topic, id }: { topic: string; id: string | undefined },
): readonly DeadLetter[] {
  if (id === undefined) return letters;
  const letter = letters.find((one) => one.id === id);
  if (letter === undefined)
    throw new Error(
      `${topic} has no dead letter ${id} that waits. It has: ${letters.map((one) => one.id).join(', ') || 'none'}`,
    );
  return [letter];
}
