import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgoraClientError } from '@agora/client/agora-client-error';
import { TypedDocumentString } from '@agora/client/generated/graphql';
import type { CartLinesAddInput } from '@agora/client/generated/graphql';
import type { Buyer } from '../flash-sale/buyer';

/** What became of one add: `faulty` has no answer, so that it may have happened. */
export type Answer =
  | { readonly kind: 'acknowledged'; readonly version: number }
  | { readonly kind: 'refused' | 'faulty'; readonly code: string };

/** One unit of one sku on its way into a cart. */
export interface Add {
  readonly buyer: Buyer;
  readonly sku: string;
  readonly key: string;
}

const ADD = new TypedDocumentString<
  {
    readonly cartLinesAdd: {
      readonly committedVersion: number | null;
      readonly userErrors: readonly { readonly code: string }[];
    };
  },
  { readonly input: CartLinesAddInput }
>(`mutation SaleAdd($input: CartLinesAddInput!) {
  cartLinesAdd(input: $input) { committedVersion cart { id version totalQuantity } userErrors { code } }
}`);

const SETTLE_ATTEMPTS = 20;
const PAUSE_MS = 1_000;

export function newAdd(buyer: Buyer, sku: string): Add {
  return { buyer, sku, key: randomUUID() };
}

/** Sends it once. Never rejects. */
export async function send({ buyer, sku, key }: Add): Promise<Answer> {
  const input = { cartId: buyer.cartId, lines: [{ sku, quantity: 1 }], idempotencyKey: key };
  try {
    const { committedVersion, userErrors } = (await buyer.client.mutate(ADD, { input })).cartLinesAdd;
    if (committedVersion !== null) return { kind: 'acknowledged', version: committedVersion };
    const code = userErrors[0]?.code ?? 'UNKNOWN';
    return { kind: code === 'IDEMPOTENCY_IN_PROGRESS' ? 'faulty' : 'refused', code };
  } catch (error) {
    return { kind: 'faulty', code: error instanceof AgoraClientError ? error.code : String(error) };
  }
}

/** Repeats it with its key until the shop says what became of it; faulty when it never does. */
export async function settle(add: Add): Promise<Answer> {
  let answer = await send(add);
  for (let more = 1; more < SETTLE_ATTEMPTS && answer.kind === 'faulty'; more += 1) {
    await sleep(PAUSE_MS);
    answer = await send(add);
  }
  return answer;
}
