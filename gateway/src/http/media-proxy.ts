import { AppError } from '@agora/platform/errors';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import type { MediaSource } from './media-endpoint';

export interface MediaProxyOptions {
  /** An address of the subgraph that has the files; only its origin counts. Never in an answer. */
  readonly url: string;
  /** Longest wait for a file, milliseconds. */
  readonly timeoutMs: number;
}

export interface MediaProxy {
  /**
   * The file as the subgraph has it.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` when it does not answer in time or with anything but a file or 404.
   */
  readonly source: MediaSource;
  close(): Promise<void>;
}

const FILE_PATH = /^\/media\/[\w.-]+$/;
const MAX_FILE_BYTES = 1_000_000;

/** Files from a subgraph that runs elsewhere, over a few kept-alive connections. */
export function createMediaProxy({ url, timeoutMs }: MediaProxyOptions): MediaProxy {
  const pool = new Pool(new URL(url).origin, { connections: 4, maxResponseSize: MAX_FILE_BYTES });
  return {
    source: async (path) => {
      if (!FILE_PATH.test(path)) return undefined;
      const answer = await request(pool, path, timeoutMs);
      return answer.status === 404 ? undefined : answer.file;
    },
    close: () => pool.destroy(),
  };
}

interface Answer {
  readonly status: number;
  readonly file: Awaited<ReturnType<MediaSource>>;
}

async function request(pool: Pool, path: string, timeoutMs: number): Promise<Answer> {
  try {
    const answer = await pool.request({ method: 'GET', path, signal: AbortSignal.timeout(timeoutMs) });
    const body = await answer.body.text();
    if (![200, 404].includes(answer.statusCode)) throw new Error(`status ${String(answer.statusCode)}`);
    return {
      status: answer.statusCode,
      file: {
        contentType: headerOf(answer, 'content-type') ?? 'application/octet-stream',
        body,
        maxAgeSeconds: Number(/max-age=(\d+)/.exec(headerOf(answer, 'cache-control') ?? '')?.[1] ?? 0),
      },
    };
  } catch (error) {
    throw new AppError('DOWNSTREAM_UNAVAILABLE', 'Pictures are not there for the moment', { cause: error });
  }
}

function headerOf(answer: Dispatcher.ResponseData, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
