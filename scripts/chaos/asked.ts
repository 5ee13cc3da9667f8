import { setTimeout as sleep } from 'node:timers/promises';
import { AgoraClientError } from '@agora/client/agora-client-error';

/** What a shopper was told in the end. */
export type Told<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** No answer, also not to its repeats: it may have happened. */
  | { readonly kind: 'unknown'; readonly code: string };

interface Refusable {
  readonly userErrors: readonly { readonly code: string }[];
}

const PASSING = new Set(['IDEMPOTENCY_IN_PROGRESS', 'CHECKOUT_IN_PROGRESS', 'CART_BUSY']);
const ATTEMPTS = 30;
const PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 2_500;

/** Asks again, with the same key, until there is an answer: as a shop's own page does while the connection is bad. */
export async function askUntilAnswered<Answer extends Refusable>(
  work: () => Promise<Answer>,
): Promise<Told<Answer>> {
  let code = 'UNKNOWN';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      const answer = await work();
      const refusal = answer.userErrors[0]?.code;
      if (refusal === undefined || !PASSING.has(refusal)) return { kind: 'answered', answer };
      code = refusal;
    } catch (error) {
      code = error instanceof AgoraClientError ? error.code : String(error);
    }
    await sleep(Math.min(PAUSE_MS * attempt, LONGEST_PAUSE_MS));
  }
  return { kind: 'unknown', code };
}
