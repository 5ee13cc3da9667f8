import type { SnapshotCache } from '@agora/platform/cache';
import { HOUR_MS, SECOND_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import { LRUCache } from 'lru-cache';
import { createByteBudget } from './byte-budget';
import { sha256 } from './sha256';

/**
 * Documents that clients have registered, by hash. Those of this process are kept within a bound of memory; all processes
 * share them through the snapshot cache, whose failures count as not known.
 */
export interface DocumentStore {
  /** The text with this hash. What the shared cache says is believed only when its hash is right. Never rejects. */
  find(hash: string): Promise<string | undefined>;
  /** Whether this process has it at hand. */
  has(hash: string): boolean;
  /**
   * Remembers a text by its hash, which the caller has checked. The shared cache is written to in the background.
   * @returns whether it is kept: not when it is too large.
   */
  register(hash: string, text: string): boolean;
  /** Bytes of memory the documents take. */
  readonly bytes: number;
}

export interface DocumentStoreOptions {
  /** Shared with other processes; without one each keeps its own. */
  readonly shared?: SnapshotCache | undefined;
  readonly clock: Clock;
  /** Default 16 MiB. */
  readonly maxBytes?: number;
  /** Of one document, UTF-8. Default 64 KiB. */
  readonly maxDocumentBytes?: number;
  /** What this process may write to the shared cache: clients that register without end must not fill it. Default 1 MiB. */
  readonly sharedBytesPerMinute?: number;
}

const KEY_PREFIX = 'agora:document:';
/** Of the shared copy, from when it was last written. One that is in use is written again before the time is over. */
const SHARED_FOR_MS = HOUR_MS;
const MEBIBYTE = 1_024 * 1_024;
// JavaScript strings take up to two bytes a character.
const BYTES_PER_CHARACTER = 2;

interface Entry {
  readonly text: string;
  /** When this process last wrote the shared copy. */
  sharedAtMs: number;
}

export function createDocumentStore(options: DocumentStoreOptions): DocumentStore {
  const { shared, clock, maxDocumentBytes = MEBIBYTE / 16 } = options;
  const entries = new LRUCache<string, Entry>({
    maxSize: options.maxBytes ?? 16 * MEBIBYTE,
    sizeCalculation: ({ text }, hash) => (text.length + hash.length) * BYTES_PER_CHARACTER,
  });
  const mayShare = createByteBudget(options.sharedBytesPerMinute ?? MEBIBYTE, clock);
  const asked = new Map<string, Promise<string | undefined>>();
  const share = (hash: string, entry: Entry): void => {
    if (shared === undefined || clock.nowMs() - entry.sharedAtMs < SHARED_FOR_MS / 2) return;
    if (!mayShare(Buffer.byteLength(entry.text))) return;
    entry.sharedAtMs = clock.nowMs();
    void shared.set(KEY_PREFIX + hash, entry.text, SHARED_FOR_MS / SECOND_MS);
  };
  const keep = (hash: string, text: string): Entry => {
    const entry: Entry = { text, sharedAtMs: -Infinity };
    entries.set(hash, entry);
    return entry;
  };
  const ask = async (hash: string): Promise<string | undefined> => {
    const text = await shared?.get(KEY_PREFIX + hash);
    if (text === undefined || Buffer.byteLength(text) > maxDocumentBytes || sha256(text) !== hash)
      return undefined;
    keep(hash, text);
    return text;
  };
  return {
    find: async (hash) => {
      const known = entries.get(hash);
      if (known === undefined) return once(asked, hash, () => ask(hash));
      share(hash, known);
      return known.text;
    },
    // Asked for like a reading, so that what is sent again and again is not pushed out.
    has: (hash) => entries.get(hash) !== undefined,
    register: (hash, text) => {
      if (Buffer.byteLength(text) > maxDocumentBytes) return false;
      share(hash, entries.get(hash) ?? keep(hash, text));
      return true;
    },
    get bytes() {
      return entries.calculatedSize;
    },
  };
}

/** Callers that ask for the same at the same time get one answer. */
function once<T>(asked: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const running = asked.get(key);
  if (running !== undefined) return running;
  const answer = ask().finally(() => asked.delete(key));
  asked.set(key, answer);
  return answer;
}
