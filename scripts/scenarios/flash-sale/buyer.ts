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
  /** Not `isAnswered`: the checkout has no answer, also not to its repeats, and may have happened. */
  | { readonly kind: 'held'; readonly code: string; readonly isAnswered: boolean }
  | { readonly kind: 'refused'; readonly code: string }
  /** No answer to the add, also not to its repeats: it may have happened. */
  | { readonly kind: 'unknown'; readonly code: string };

/** A guest with an empty cart. */
export interface Buyer {
  readonly client: AgoraClient;
  readonly cartId: string;
}

const ARRIVE_AT_ONCE = 20;
const ATTEMPTS = 5;
const PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 3_000;
const RETRIABLE = new Set(['DEADLINE_EXCEEDED', 'DOWNSTREAM_UNAVAILABLE', 'RATE_LIMITED', 'NETWORK_ERROR']);
const IN_PROGRESS = new Set(['IDEMPOTENCY_IN_PROGRESS', 'CHECKOUT_IN_PROGRESS']);

/** Said while somebody is at work on the same request, or on the same cart: asked again, there is an answer. */
const PASSING = new Set([...IN_PROGRESS, 'CART_LOCKED']);

const shippingAddress = {
  firstName: 'Flash',
  lastName: 'Buyer',
  line1: '1 Mill Lane',
  city: 'Portland',
  province: 'OR',
  postalCode: '97201',
  countryCode: 'US',
};

async function arrive(url: string): Promise<Buyer> {
  const { cartCreate } = await patiently(() =>
    createAgoraClient({ url }).mutate(CartCreateDocument, { input: {} }),
  );
  const { cart, sessionToken } = cartCreate;
  if (cart === null || sessionToken === null) throw new Error('A buyer got no cart.');
  return { client: createAgoraClient({ url, sessionToken: () => sessionToken }), cartId: cart.id };
}

/** So many guests, a few at a time. */
export async function arriveTogether(url: string, count: number): Promise<Buyer[]> {
  const buyers: Buyer[] = [];
  while (buyers.length < count) {
    const batch = Math.min(ARRIVE_AT_ONCE, count - buyers.length);
    buyers.push(...(await Promise.all(Array.from({ length: batch }, () => arrive(url)))));
  }
  return buyers;
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
export async function checkOut(buyer: Buyer): Promise<Result> {
  const opened = await openCheckout(buyer);
  return opened.kind === 'open' ? complete(buyer, opened.checkoutSessionId) : opened;
}

/** What the cart costs is fixed from here on for a while; nothing is bought yet. */
export async function openCheckout({
  client,
  cartId,
}: Buyer): Promise<{ readonly kind: 'open'; readonly checkoutSessionId: string } | Result> {
  const input = { cartId, email: 'flash@example.com', shippingAddress };
  try {
    const { checkoutSessionCreate } = await patiently(() =>
      client.mutate(CheckoutSessionCreateDocument, { input }),
    );
    const { session, userErrors } = checkoutSessionCreate;
    return session === null ? held(userErrors[0]?.code) : { kind: 'open', checkoutSessionId: session.id };
  } catch (error) {
    return { kind: 'held', code: codeOf(error), isAnswered: false };
  }
}

/**
 * Pays; asked for again with the same key, so many times in all, while there is no answer. `attempts` says how often it was
 * asked: an answer before the last one may have been lost.
 */
export async function complete(
  { client }: Buyer,
  checkoutSessionId: string,
  most = ATTEMPTS,
): Promise<Result & { readonly attempts: number }> {
  const input = { checkoutSessionId, paymentToken: 'tok_ok', idempotencyKey: randomUUID() };
  let attempts = 0;
  try {
    const { order, userErrors } = await settled(async () => {
      attempts += 1;
      return (await client.mutate(CheckoutCompleteDocument, { input })).checkoutComplete;
    }, most);
    const result: Result =
      order === null ? held(userErrors[0]?.code) : { kind: 'bought', orderNumber: order.orderNumber };
    return { ...result, attempts };
  } catch (error) {
    return { kind: 'held', code: codeOf(error), isAnswered: false, attempts };
  }
}

function held(code = 'UNKNOWN'): Result {
  return { kind: 'held', code, isAnswered: !IN_PROGRESS.has(code) };
}

export async function readCart({ client, cartId }: Buyer): Promise<CartViewFragment> {
  const { cart } = await client.query(CartDocument, { id: cartId });
  if (cart === null) throw new Error('A cart is gone.');
  return cart;
}

/** Asks again while the same request, or another one of the same cart, is still at work. */
async function settled<T extends { readonly userErrors: readonly { readonly code: string }[] }>(
  work: () => Promise<T>,
  attempts = ATTEMPTS,
): Promise<T> {
  let answer = await patiently(work, attempts);
  for (let more = 1; more < attempts && PASSING.has(answer.userErrors[0]?.code ?? ''); more += 1) {
    await sleep(pauseMs(more));
    answer = await patiently(work, attempts);
  }
  return answer;
}

/** Asks again after a fault that passes. */
export async function patiently<T>(work: () => Promise<T>, attempts = ATTEMPTS): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !RETRIABLE.has(codeOf(error))) throw error;
      await sleep(pauseMs(attempt));
    }
  }
}

/** Spread, so that those who were refused together do not come back together. */
function pauseMs(attempt: number): number {
  return Math.min(PAUSE_MS * attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random());
}

function codeOf(error: unknown): string {
  return error instanceof AgoraClientError ? error.code : String(error);
}
