import { Pool } from 'undici';
import { AppError } from '../errors/app-error';
import { asAbortSignal } from '../time/cancellation';
import type { Deadline } from '../time/deadline';
import { guardedBy } from './call-guard';
import type { CallGuard } from './call-guard';
import { retryIdempotent } from './retry-idempotent';

export interface JsonClientOptions {
  /** Whom it talks to, for messages; the address never appears in one. */
  readonly name: string;
  /** Origin and path every call's path is appended to. */
  readonly baseUrl: string;
  /** Longest wait for one attempt, milliseconds; the caller's deadline may be shorter. Default 5,000. */
  readonly timeoutMs?: number;
  /** Keep-alive connections at once. Default 16. */
  readonly connections?: number;
  /** Largest answer read. Default 1 MB. */
  readonly maxAnswerBytes?: number;
  /** Breaker and bulkhead of this party, outermost first. */
  readonly guards?: readonly CallGuard[];
}

export interface JsonCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Appended to the base URL: `/intents`. */
  readonly path: string;
  readonly body?: unknown;
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly deadline: Deadline;
  /** Whether the call may safely be made twice. Default: a GET may, a POST may not. */
  readonly isIdempotent?: boolean;
}

export interface JsonAnswer {
  /** 200 to 499 without 408, 425 and 429: the other side understood and decided. */
  readonly status: number;
  /** The parsed answer, undefined when it was empty. Not checked: parse it with a schema. */
  readonly body: unknown;
}

export interface JsonClient {
  /**
   * Makes one call, again (up to three attempts, back-off) when it is idempotent and failed in a retriable way.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` (retriable) when the other side did not answer, answered 408, 425,
   *   429 or 5xx, or not JSON; `DEADLINE_EXCEEDED` (retriable) when it did not answer in time. Both leave open
   *   whether a POST had its effect.
   */
  call(call: JsonCall): Promise<JsonAnswer>;
  close(): Promise<void>;
}

/** JSON over HTTP to one party: keep-alive pool, deadline, guards, retry of idempotent calls. */
export function createJsonClient(options: JsonClientOptions): JsonClient {
  const base = new URL(options.baseUrl);
  const pool = new Pool(base.origin, {
    connections: options.connections ?? 16,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    maxResponseSize: options.maxAnswerBytes ?? 1_000_000,
  });
  const guard = guardedBy(...(options.guards ?? []));
  const attempt = (call: JsonCall): Promise<JsonAnswer> => {
    call.deadline.check();
    const limited = call.deadline.within(options.timeoutMs ?? 5_000);
    const request = { ...call, path: joinPaths(base.pathname, call.path) };
    return limited.during((signal) => guard.run(() => send(pool, request, asAbortSignal(signal)), signal));
  };
  return {
    call: async (call) => {
      const isIdempotent = call.isIdempotent ?? call.method === 'GET';
      return isIdempotent ? retryIdempotent(() => attempt(call), { deadline: call.deadline }) : attempt(call);
    },
    close: () => pool.destroy(),
  };

  async function send(on: Pool, call: JsonCall, signal: AbortSignal): Promise<JsonAnswer> {
    try {
      const answer = await on.request({
        method: call.method,
        path: call.path,
        headers: { ...call.headers, accept: 'application/json', 'content-type': 'application/json' },
        signal,
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      const text = await answer.body.text();
      if (isOutageStatus(answer.statusCode)) throw unavailable(`answered ${String(answer.statusCode)}`);
      return { status: answer.statusCode, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (signal.aborted) {
        throw new AppError('DEADLINE_EXCEEDED', `${options.name} did not answer in time`, { cause: error });
      }
      throw unavailable('did not answer', error);
    }
  }

  function unavailable(what: string, cause?: unknown): AppError {
    return new AppError(
      'DOWNSTREAM_UNAVAILABLE',
      `${options.name} ${what}`,
      cause === undefined ? {} : { cause },
    );
  }
}

const RETRY_LATER = new Set([408, 425, 429]);

function isOutageStatus(status: number): boolean {
  return status >= 500 || RETRY_LATER.has(status);
}

function joinPaths(base: string, path: string): string {
  return `${base.replace(/\/$/, '')}${path}`;
}
