import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AgoraClientError } from '@agora/client/agora-client-error';
import { createAgoraClient } from '@agora/client/create-agora-client';
import type { AgoraClient } from '@agora/client/create-agora-client';
import {
  CartCreateDocument,
  CartDocument,
  CartLinesAddDocument,
  CheckoutCompleteDocument,
  CheckoutSessionCreateDocument,
} from '@agora/client/generated/graphql';
import type { CartViewFragment } from '@agora/client/generated/graphql';

/** How far a buyer got: `code` says what stood in the way. */
export type Result =
  | { readonly kind: 'bought'; readonly orderNumber: string }
  | { readonly kind: 'held'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string }
  /** No answer to the add, also not to its repeats: it may have happened. */
  | { readonly kind: 'unknown'; readonly code: string };

/** A guest with an empty cart. */
export interface Buyer {
  readonly client: AgoraClient;
  readonly cartId: string;
}

const ATTEMPTS = 5;
const PAUSE_MS = 500;
const RETRIABLE = new Set(['DEADLINE_EXCEEDED', 'DOWNSTREAM_UNAVAILABLE', 'RATE_LIMITED', 'NETWORK_ERROR']);
const IN_PROGRESS = new Set(['IDEMPOTENCY_IN_PROGRESS', 'CHECKOUT_IN_PROGRESS']);

const shippingAddress = {
  firstName: 'Flash',
  lastName: 'Buyer',
  line1: '1 Mill Lane',
  city: 'Portland',
  province: 'OR',
  postalCode: '97201',
  countryCode: 'US',
};

export async function arrive(url: string): Promise<Buyer> {
  const { cartCreate } = await patiently(() =>
    createAgoraClient({ url }).mutate(CartCreateDocument, { input: {} }),
  );
  const { cart, sessionToken } = cartCreate;
  if (cart === null || sessionToken === null) throw new Error('A buyer got no cart.');
  return { client: createAgoraClient({ url, sessionToken: () => sessionToken }), cartId: cart.id };
}

/** Puts one unit into the cart; undefined when it is there. Sent again with the same key while there is no answer. */
export async function putIn({ client, cartId }: Buyer, sku: string): Promise<Result | undefined> {
  const input = { cartId, lines: [{ sku, quantity: 1 }], idempotencyKey: randomUUID() };
  try {
    const { committedVersion, userErrors } = await settled(
      async () => (await client.mutate(CartLinesAddDocument, { input })).cartLinesAdd,
    );
    if (committedVersion !== null) return undefined;
    const code = userErrors[0]?.code ?? 'UNKNOWN';
    return { kind: IN_PROGRESS.has(code) ? 'unknown' : 'refused', code };
  } catch (error) {
    return { kind: 'unknown', code: codeOf(error) };
  }
}

/** Buys what is in the cart. */
export async function checkOut({ client, cartId }: Buyer): Promise<Result> {
  const session = { cartId, email: 'flash@example.com', shippingAddress };
  const idempotencyKey = randomUUID();
  try {
    const { checkoutSessionCreate } = await patiently(() =>
      client.mutate(CheckoutSessionCreateDocument, { input: session }),
    );
    const checkoutSessionId = checkoutSessionCreate.session?.id;
    if (checkoutSessionId === undefined)
      return { kind: 'held', code: checkoutSessionCreate.userErrors[0]?.code ?? 'UNKNOWN' };
    const input = { checkoutSessionId, paymentToken: 'tok_ok', idempotencyKey };
    const { order, userErrors } = await settled(
      async () => (await client.mutate(CheckoutCompleteDocument, { input })).checkoutComplete,
    );
    return order === null
      ? { kind: 'held', code: userErrors[0]?.code ?? 'UNKNOWN' }
      : { kind: 'bought', orderNumber: order.orderNumber };
  } catch (error) {
    return { kind: 'held', code: codeOf(error) };
  }
}

export async function readCart({ client, cartId }: Buyer): Promise<CartViewFragment> {
  const { cart } = await client.query(CartDocument, { id: cartId });
  if (cart === null) throw new Error('A cart is gone.');
  return cart;
}

/** Asks again while the same request is still at work. */
async function settled<T extends { readonly userErrors: readonly { readonly code: string }[] }>(
  work: () => Promise<T>,
): Promise<T> {
  let answer = await patiently(work);
  for (let more = 1; more < ATTEMPTS && IN_PROGRESS.has(answer.userErrors[0]?.code ?? ''); more += 1) {
    await sleep(PAUSE_MS * more);
    answer = await patiently(work);
  }
  return answer;
}

/** Asks again after a fault that passes. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIABLE.has(codeOf(error))) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof AgoraClientError ? error.code : String(error);
}
