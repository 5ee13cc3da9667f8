import {
  CheckoutCompleteDocument,
  CheckoutSessionCancelDocument,
  CheckoutSessionCreateDocument,
  TypedDocumentString,
} from '@agora/client/generated/graphql';
import type { Random } from '../seed/shop/random';
import { askUntilAnswered } from './asked';
import { note } from './trip';
import type { Guest, ShoppingTrip } from './trip';

/** Of 100 payments. */
const PAYMENTS: readonly (readonly [string, number])[] = [
  ['tok_ok', 65],
  ['tok_declined', 15],
  ['tok_timeout', 10],
  ['tok_review', 10],
];

const shippingAddress = {
  firstName: 'Grace',
  lastName: 'Rowan',
  line1: '1 Mill Lane',
  city: 'Portland',
  province: 'OR',
  postalCode: '97201',
  countryCode: 'US',
};

/** Of 100 orders so many are cancelled by their guests at once. */
const CANCELS = 15;

const CANCEL = new TypedDocumentString<
  { readonly orderCancel: { readonly userErrors: readonly { readonly code: string }[] } },
  { readonly input: { readonly orderId: string; readonly idempotencyKey: string } }
>(`mutation ChaosCancel($input: OrderCancelInput!) { orderCancel(input: $input) { userErrors { code } } }`);

function drawToken(random: Random): string {
  let luck = random.below(100);
  for (const [token, share] of PAYMENTS) {
    if (luck < share) return token;
    luck -= share;
  }
  return 'tok_ok';
}

/** Opens a checkout and pays. @returns whether the cart is an order's now, or may be. */
export async function checkOut(trip: ShoppingTrip, guest: Guest, key: string): Promise<boolean> {
  const { ledger } = trip;
  const paymentToken = drawToken(trip.random);
  const isRegretted = trip.random.chance(CANCELS);
  const checkoutSessionId = await openCheckout(trip, guest);
  if (checkoutSessionId === undefined) return false;
  const input = { checkoutSessionId, paymentToken, idempotencyKey: `pay ${key}` };
  const told = await askUntilAnswered(
    async () => (await guest.client.mutate(CheckoutCompleteDocument, { input })).checkoutComplete,
  );
  note(ledger, `pay ${paymentToken}`, told);
  if (told.kind === 'unknown') return true;
  const { order } = told.answer;
  if (order === null) return false;
  if (isRegretted) await cancel(trip, guest, order);
  else ledger.orders.push({ id: order.id, status: order.status });
  return true;
}

async function cancel(
  { ledger }: ShoppingTrip,
  { client }: Guest,
  order: { readonly id: string; readonly status: string },
): Promise<void> {
  const input = { orderId: order.id, idempotencyKey: `cancel ${order.id}` };
  const told = await askUntilAnswered(async () => (await client.mutate(CANCEL, { input })).orderCancel);
  note(ledger, 'cancel order', told);
  const isCancelled = told.kind === 'answered' && told.answer.userErrors.length === 0;
  ledger.orders.push({ id: order.id, status: isCancelled ? 'CANCELLED' : 'PENDING' });
}

/** Opens a checkout and cancels it. */
export async function giveUpCheckout(trip: ShoppingTrip, guest: Guest): Promise<void> {
  const checkoutSessionId = await openCheckout(trip, guest);
  if (checkoutSessionId === undefined) return;
  const input = { checkoutSessionId };
  const told = await askUntilAnswered(
    async () => (await guest.client.mutate(CheckoutSessionCancelDocument, { input })).checkoutSessionCancel,
  );
  note(trip.ledger, 'give up', told);
}

async function openCheckout(trip: ShoppingTrip, { client, cartId }: Guest): Promise<string | undefined> {
  const input = { cartId, email: 'grace@example.com', shippingAddress };
  const told = await askUntilAnswered(
    async () => (await client.mutate(CheckoutSessionCreateDocument, { input })).checkoutSessionCreate,
  );
  note(trip.ledger, 'open checkout', told);
  return told.kind === 'unknown' ? undefined : told.answer.session?.id;
}
