import { parseArgs } from 'node:util';

/** What is asked of the dead letters. `id` undefined: all of the topic. */
export type DlqCommand =
  | { readonly verb: 'list'; readonly topic: string | undefined }
  | { readonly verb: 'show'; readonly topic: string; readonly id: string }
  | { readonly verb: 'replay' | 'drop'; readonly topic: string; readonly id: string | undefined };

const USAGE = `Usage:
  npm run dlq -- list [topic]
  npm run dlq -- show <topic> <id>
  npm run dlq -- replay <topic> <id|--all>
  npm run dlq -- drop <topic> <id|--all>
An id is <partition>/<offset> as in the list; a number alone is an offset of partition 0.`;

/**
 * @param topics Names of the topics there are; `<topic>.dlq` means its topic.
 * @throws Error that says what is wrong, with the usage.
 */
export function readCommand(args: readonly string[], topics: readonly string[]): DlqCommand {
  const { positionals, isAll } = parsed(args);
  const [verb, topicArgument, idArgument, ...more] = positionals;
  if (more.length > 0) throw wrong(`Too much: ${more.join(' ')}`);
  const topic = topicArgument?.replace(/\.dlq$/, '');
  if (topic !== undefined && !topics.includes(topic)) throw wrong(`There is no topic ${topic}.`);
  return commandOf(verb, { topic, id: idArgument === undefined ? undefined : readId(idArgument), isAll });
}

interface Words {
  readonly topic: string | undefined;
  readonly id: string | undefined;
  readonly isAll: boolean;
}

function commandOf(verb: string | undefined, words: Words): DlqCommand {
  switch (verb) {
    case 'list':
      return listOf(words);
    case 'show':
      return showOf(words);
    case 'replay':
    case 'drop':
      return { verb, ...chosenOf(words) };
    case undefined:
      throw wrong('Say what to do.');
    default:
      throw wrong(`There is no ${verb}.`);
  }
}

function listOf({ topic, id, isAll }: Words): DlqCommand {
  if (id !== undefined || isAll) throw wrong('A list takes a topic or nothing.');
  return { verb: 'list', topic };
}

function showOf({ topic, id, isAll }: Words): DlqCommand {
  if (topic === undefined || id === undefined || isAll) throw wrong('Name a topic and an id.');
  return { verb: 'show', topic, id };
}

function chosenOf({ topic, id, isAll }: Words): { readonly topic: string; readonly id: string | undefined } {
  if (topic === undefined || isAll === (id !== undefined)) throw wrong('Name a topic, and an id or --all.');
  return { topic, id };
}

function parsed(args: readonly string[]): { positionals: string[]; isAll: boolean } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: { type: 'boolean', default: false } },
    });
    return { positionals, isAll: values.all };
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : 'Unreadable arguments.');
  }
}

function readId(text: string): string {
  if (!/^(\d+\/)?\d+$/.test(text)) throw wrong(`${text} is no id.`);
  return text.includes('/') ? text : `0/${text}`;
}

function wrong(reason: string): Error {
  return new Error(`${reason}\n${USAGE}`);
}
