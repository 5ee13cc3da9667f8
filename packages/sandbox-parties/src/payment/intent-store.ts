import { open, readFile, rename, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { intentFromJson, intentToJson } from './intent-json';
import type { PaymentIntent } from './payment-intent';

/** The party's memory. Bounded: beyond `maxIntents` the oldest intents are forgotten. */
export interface IntentStore {
  byId(id: string): PaymentIntent | undefined;
  byKey(idempotencyKey: string): PaymentIntent | undefined;
  readonly size: number;
  /** Keeps the newest state of an intent; with a file, resolves when the line is written. */
  save(intent: PaymentIntent): Promise<void>;
  close(): Promise<void>;
}

export interface IntentStoreOptions {
  /** A file of JSON lines, so that a restart keeps the intents. In memory only when not given. */
  readonly file?: string;
  /** Default 10,000. */
  readonly maxIntents?: number;
}

/** How many lines the file may have per intent it keeps before it is written anew. */
const LINES_PER_INTENT = 3;

/**
 * Opens the store and reads the file if there is one. A last line that a crash cut off is ignored: its request
 * was never answered.
 * @throws Error when the file exists and cannot be read, or cannot be written.
 */
export async function createIntentStore(options: IntentStoreOptions = {}): Promise<IntentStore> {
  const maxIntents = options.maxIntents ?? 10_000;
  const intents = new Map<string, PaymentIntent>();
  const keys = new Map<string, string>();
  const keep = (intent: PaymentIntent): void => {
    intents.set(intent.id, intent);
    keys.set(intent.idempotencyKey, intent.id);
    if (intents.size <= maxIntents) return;
    const oldest = intents.values().next().value;
    if (oldest === undefined) return;
    intents.delete(oldest.id);
    keys.delete(oldest.idempotencyKey);
  };
  const journal =
    options.file === undefined
      ? undefined
      : await openJournal(options.file, maxIntents * LINES_PER_INTENT, keep, () => intents.values());
  return {
    byId: (id) => intents.get(id),
    byKey: (key) => intents.get(keys.get(key) ?? ''),
    get size() {
      return intents.size;
    },
    save: async (intent) => {
      keep(intent);
      await journal?.append(intent);
    },
    close: async () => {
      await journal?.close();
    },
  };
}

interface Journal {
  append(intent: PaymentIntent): Promise<void>;
  close(): Promise<void>;
}

async function openJournal(
  file: string,
  maxLines: number,
  keep: (intent: PaymentIntent) => void,
  current: () => Iterable<PaymentIntent>,
): Promise<Journal> {
  for (const line of (await readIfThere(file)).split('\n')) {
    const intent = line === '' ? undefined : intentFromJson(line);
    if (intent !== undefined) keep(intent);
  }
  let lines = await rewrite(file, current());
  let handle: FileHandle = await open(file, 'a');
  // One write at a time: lines stay whole, and a rewrite never races an append.
  let tail: Promise<void> = Promise.resolve();
  const append = async (intent: PaymentIntent): Promise<void> => {
    await handle.appendFile(`${JSON.stringify(intentToJson(intent))}\n`);
    lines += 1;
    if (lines <= maxLines) return;
    await handle.close();
    lines = await rewrite(file, current());
    handle = await open(file, 'a');
  };
  return {
    append: (intent) => {
      const written = tail.then(() => append(intent));
      tail = written.catch(() => undefined);
      return written;
    },
    close: async () => {
      await tail;
      await handle.close();
    },
  };
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Writes one line per intent into a new file and puts it in place at once; returns the number of lines. */
async function rewrite(file: string, intents: Iterable<PaymentIntent>): Promise<number> {
  const lines = [...intents].map((intent) => `${JSON.stringify(intentToJson(intent))}\n`);
  await writeFile(`${file}.next`, lines.join(''));
  await rename(`${file}.next`, file);
  return lines.length;
}
