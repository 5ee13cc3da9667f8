import { open, readFile, rename, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { readLine, writeLine } from './journal-line';
import type { JournalLine } from './journal-line';

/** A file of JSON lines that the party's memory is read from after a restart. */
export interface Journal {
  /** Resolves when the line is handed to the operating system: it survives the end of this process, however it ends. */
  append(line: JournalLine): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly file: string;
  /** How long the file may grow before it is written anew from `current`. */
  readonly maxLines: number;
  /** Told every line the file has, in order. */
  readonly read: (line: JournalLine) => void;
  /** Everything worth keeping now, also what is being appended. */
  readonly current: () => Iterable<JournalLine>;
}

/**
 * Opens the journal and reads the file if there is one. A last line that a crash cut off is ignored: its request was
 * never answered.
 * @throws Error when the file exists and cannot be read, or cannot be written.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { file, current } = options;
  for (const text of (await readIfThere(file)).split('\n')) {
    const line = text === '' ? undefined : readLine(text);
    if (line !== undefined) options.read(line);
  }
  let lines = await rewrite(file, current());
  let limit = Math.max(options.maxLines, 2 * lines);
  let handle: FileHandle = await open(file, 'a');
  // One write at a time: lines stay whole, and a rewrite never races an append.
  let tail: Promise<void> = Promise.resolve();
  const append = async (line: JournalLine): Promise<void> => {
    await handle.appendFile(writeLine(line));
    lines += 1;
    if (lines <= limit) return;
    await handle.close();
    lines = await rewrite(file, current());
    limit = Math.max(options.maxLines, 2 * lines);
    handle = await open(file, 'a');
  };
  return {
    append: (line) => {
      const written = tail.then(() => append(line));
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

/** Writes the lines into a new file and puts it in place at once; returns how many. */
async function rewrite(file: string, current: Iterable<JournalLine>): Promise<number> {
  const lines = Array.from(current, writeLine);
  await writeFile(`${file}.next`, lines.join(''));
  await rename(`${file}.next`, file);
  return lines.length;
}
