import { Client } from 'undici';

/** What clients met that sent one request after the other. */
export interface LoadResult {
  readonly requests: number;
  /** From the first request to the last answer. */
  readonly elapsedMs: number;
  /** Of each request. */
  readonly latenciesMs: readonly number[];
}

export interface Load {
  /** The gateway's `/graphql`. */
  readonly url: string;
  /** How many clients, each with one connection and one request at a time. */
  readonly clients: number;
  /** No request begins later. */
  readonly durationMs: number;
  next(): string;
  /** Of every answer: what was compared before cannot change unnoticed. */
  readonly answerBytes: number;
}

const REQUEST_TIMEOUT_MS = 10_000;
const HEADERS = { 'content-type': 'application/json' };

/**
 * Sends requests for a while and waits for the last answer.
 * @throws Error for an answer that is not a 200 of the length that is asked for, or does not come in ten seconds.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { origin, pathname } = new URL(load.url);
  const clients = Array.from(
    { length: load.clients },
    () => new Client(origin, { headersTimeout: REQUEST_TIMEOUT_MS, bodyTimeout: REQUEST_TIMEOUT_MS }),
  );
  const latenciesMs: number[] = [];
  const startedMs = performance.now();
  const work = async (client: Client): Promise<void> => {
    while (performance.now() - startedMs < load.durationMs) {
      const sentMs = performance.now();
      const bytes = await send(client, pathname, load.next());
      latenciesMs.push(performance.now() - sentMs);
      if (bytes !== load.answerBytes)
        throw new Error(`An answer had ${String(bytes)} bytes instead of ${String(load.answerBytes)}.`);
    }
  };
  try {
    await Promise.all(clients.map(work));
    return { requests: latenciesMs.length, elapsedMs: performance.now() - startedMs, latenciesMs };
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** The length of the answer; the text itself is not looked at, as that would cost the machine more than sending. */
function send(client: Client, path: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    client.dispatch(
      { method: 'POST', path, headers: HEADERS, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, status) => {
          if (status !== 200) reject(new Error(`An answer had the status ${String(status)}.`));
        },
        onResponseData: (_controller, chunk) => {
          bytes += chunk.length;
        },
        onResponseEnd: () => resolve(bytes),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}
