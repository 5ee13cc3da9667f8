import { AppError } from '@agora/platform/errors';
import { createJsonClient } from '@agora/platform/http-client';
import type { JsonAnswer } from '@agora/platform/http-client';
import { SECOND_MS, deadlineAfter } from '@agora/platform/time';
import { z } from 'zod';

/** A payment as the payment party has it. */
export interface PartyIntent {
  readonly id: string;
  readonly orderId: string;
  readonly status: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly createdAtMs: number;
}

/** The payment party, to be read. */
export interface PaymentParty {
  /** Every intent it knows, page by page, oldest first; undefined when it cannot list them. */
  listed(): Promise<AsyncIterable<readonly PartyIntent[]> | undefined>;
  /** The intent of an order; undefined when it knows none. */
  ofOrder(orderId: string): Promise<PartyIntent | undefined>;
  close(): Promise<void>;
}

const intent = z.object({
  id: z.string(),
  orderId: z.string(),
  status: z.string(),
  currency: z.string(),
  amountMinor: z.string().transform((text) => BigInt(text)),
  createdAtMs: z.number(),
});
const page = z.object({ intents: z.array(intent), next: z.string().nullish() });

const PAGE = 500;
const CALL_MS = 10 * SECOND_MS;

/** The party over REST. @throws AppError (retriable) of every call when it does not answer, or not as agreed. */
export function createPaymentParty(url: string): PaymentParty {
  const client = createJsonClient({ name: 'The payment party', baseUrl: url, timeoutMs: CALL_MS });
  const get = (path: string): Promise<JsonAnswer> =>
    client.call({ method: 'GET', path, deadline: deadlineAfter(CALL_MS) });
  const pageAfter = (after: string | undefined): Promise<JsonAnswer> =>
    get(`/intents?limit=${String(PAGE)}${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`);
  async function* pagesFrom(first: JsonAnswer): AsyncGenerator<readonly PartyIntent[]> {
    for (let answer = first; ;) {
      const { intents, next } = readAs(page, answer);
      yield intents;
      if (next === undefined || next === null) return;
      answer = await pageAfter(next);
    }
  }
  return {
    listed: async () => {
      const first = await pageAfter(undefined);
      // A party without lists looks for an intent without a key.
      return first.status < 300 ? pagesFrom(first) : undefined;
    },
    ofOrder: async (orderId) => {
      const answer = await get(`/intents?idempotencyKey=${encodeURIComponent(orderId)}`);
      return answer.status === 404 ? undefined : readAs(intent, answer);
    },
    close: () => client.close(),
  };
}

function readAs<T>(schema: z.ZodType<T>, { status, body }: JsonAnswer): T {
  const read = schema.safeParse(body);
  if (status < 300 && read.success) return read.data;
  throw new AppError('DOWNSTREAM_UNAVAILABLE', `The payment party answered ${String(status)} to a question`);
}
