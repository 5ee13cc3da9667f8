import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checkout } from './measure/orders';
import { addLine, createCart } from './shop-client';
import type { GuestCart, ShopClient } from './shop-client';

const SHIPPING_ADDRESS = {
  firstName: 'Grace',
  lastName: 'Rowan',
  line1: '1 Mill Lane',
  city: 'Portland',
  province: 'OR',
  postalCode: '97201',
  countryCode: 'US',
};

const OPEN = `mutation BenchOpen($input: CheckoutSessionCreateInput!) {
  checkoutSessionCreate(input: $input) { session { id } userErrors { code } }
}`;

const COMPLETE = `mutation BenchComplete($input: CheckoutCompleteInput!) {
  checkoutComplete(input: $input) { order { id status } userErrors { code } }
}`;

const STATUS = 'query BenchOrder($id: ID!) { order(id: $id) { id status } }';

const LOOK_EVERY_MS = 10;
const PATIENCE_MS = 20_000;

interface Refusal {
  readonly code: string;
}

interface Placed {
  readonly id: string;
  readonly status: string;
}

/** A guest's new cart with one of a SKU, and its checkout. @throws Error for a refusal. */
export async function openShopCheckout(shop: ShopClient, sku: string): Promise<Checkout> {
  const cart = await createCart(shop);
  await addLine(shop, cart, sku);
  const session = await openSession(shop, cart);
  return { confirm: () => payUntilConfirmed(shop, cart, session) };
}

async function openSession(shop: ShopClient, { cartId, sessionToken }: GuestCart): Promise<string> {
  const input = { cartId, email: 'grace@example.com', shippingAddress: SHIPPING_ADDRESS };
  const { checkoutSessionCreate } = await shop.ask<{
    checkoutSessionCreate: { session: { id: string } | null; userErrors: readonly Refusal[] };
  }>(OPEN, { input }, sessionToken);
  const { session, userErrors } = checkoutSessionCreate;
  if (session === null) throw new Error(`No checkout: ${userErrors[0]?.code ?? 'no reason'}`);
  return session.id;
}

/** Pays with a card that is good. @throws Error for a refusal, and when it takes too long. */
async function payUntilConfirmed(
  shop: ShopClient,
  { sessionToken }: GuestCart,
  checkoutSessionId: string,
): Promise<string> {
  const input = { checkoutSessionId, paymentToken: 'tok_ok', idempotencyKey: randomUUID() };
  const { checkoutComplete } = await shop.ask<{
    checkoutComplete: { order: Placed | null; userErrors: readonly Refusal[] };
  }>(COMPLETE, { input }, sessionToken);
  let { order } = checkoutComplete;
  if (order === null) throw new Error(`No order: ${checkoutComplete.userErrors[0]?.code ?? 'no reason'}`);
  const { id } = order;
  const untilMs = performance.now() + PATIENCE_MS;
  while (order?.status !== 'CONFIRMED') {
    if (performance.now() > untilMs) throw new Error(`Order ${id} is ${order?.status ?? 'gone'}.`);
    await sleep(LOOK_EVERY_MS);
    ({ order } = await shop.ask<{ order: Placed | null }>(STATUS, { id }, sessionToken));
  }
  return id;
}
