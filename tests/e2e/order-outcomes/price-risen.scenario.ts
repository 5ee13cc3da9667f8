import {
  CartPricesAcceptDocument,
  CartPricesDocument,
  CartUpdateDocument,
  CheckoutCompleteDocument,
  CheckoutSessionCreateDocument,
} from '@agora/client/generated/graphql';
import type { CheckoutCompleteMutation, CheckoutSessionViewFragment } from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { SHIPPING_ADDRESS } from '../../lanes/paying';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { priceInUs, setPriceInUs } from '../prices/us-price';
import type { UsPrice } from '../prices/us-price';
import { cartWhen, expectGapless, move, storyWhen } from './order-story';
import { watchCart } from './watch-order';
import type { Watched } from './watch-order';

type Money = CheckoutSessionViewFragment['total'];

interface Shopper {
  readonly sku: string;
  readonly price: UsPrice;
  readonly guest: Guest;
  readonly seen: Watched;
}

/** A guest with two units of a sku of its own, who watches the cart. */
async function comeIn(lane: Lane): Promise<Shopper> {
  const sku = await stockedSku(lane, 10);
  const price = await priceInUs(lane, sku);
  const guest = await arriveAsGuest(lane);
  await guest.add(sku, 2);
  const seen = watchCart(guest.client, guest.cartId);
  await seen.hasBegun;
  return { sku, price, guest, seen };
}

async function ask({ client, cartId }: Guest) {
  const input = { cartId, email: 'grace@example.com', shippingAddress: SHIPPING_ADDRESS };
  return (await client.mutate(CheckoutSessionCreateDocument, { input })).checkoutSessionCreate;
}

async function sessionOf(guest: Guest): Promise<CheckoutSessionViewFragment> {
  const { session, userErrors } = await ask(guest);
  if (session === null) throw new Error(JSON.stringify(userErrors));
  return session;
}

interface Consent {
  readonly acceptedTotal?: Money;
  readonly paymentToken?: string;
}

async function complete(
  { client }: Guest,
  checkoutSessionId: string,
  { acceptedTotal, paymentToken = 'tok_ok' }: Consent = {},
): Promise<CheckoutCompleteMutation['checkoutComplete']> {
  const said = acceptedTotal === undefined ? {} : { acceptedTotal: toInput(acceptedTotal) };
  const input = { checkoutSessionId, paymentToken, idempotencyKey: newId(), ...said };
  return (await client.mutate(CheckoutCompleteDocument, { input })).checkoutComplete;
}

const toInput = ({ amount, currencyCode }: Money) => ({ amount, currencyCode });

/** The price rises by half, and the cart says so, also live; the shopper's is as promised. */
async function rise(lane: Lane, { price, guest, seen }: Shopper): Promise<void> {
  await setPriceInUs(lane, price, 1.5);
  await eventually(() => seen.cart.includes('PRICE_CHANGED'), { withinMs: 20_000, what: 'the rise, live' });
  const { cart } = await guest.client.query(CartPricesDocument, { id: guest.cartId });
  expect(cart?.problems).toMatchObject([{ code: 'PRICE_ROSE', blocksCheckout: false }]);
}

/** The half hour is over of what was promised to this cart and its session. */
async function letPromisesEnd(lane: Lane, { client, cartId }: Guest): Promise<void> {
  await lane.rows('cart', 'UPDATE cart_line SET price_valid_until = now() WHERE cart_id = $1', [cartId]);
  await lane.rows('order', 'UPDATE checkout_session SET quote_valid_until = now() WHERE cart_id = $1', [
    cartId,
  ]);
  // Snapshots of a version are kept, with the end of its promises: another version has another.
  const { cartUpdate } = await client.mutate(CartUpdateDocument, { input: { cartId, note: 'in no hurry' } });
  expect(cartUpdate.userErrors).toEqual([]);
}

/** The shopper pays that much and no more; goods and cart are where they belong. */
async function expectCharged(
  lane: Lane,
  { sku, price, guest, seen }: Shopper,
  { id, total }: { readonly id: string; readonly total: Money },
): Promise<void> {
  const story = await storyWhen(lane, id, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
  expect([story.total, story.payment?.captured?.amount]).toEqual([total, total.amount]);
  await eventually(() => seen.versions.at(-1) === story.version, {
    withinMs: 20_000,
    what: 'the newest version, live',
  });
  expectGapless(seen);
  await cartWhen(guest, 'CHECKED_OUT');
  await expectBalanced(lane, sku);
  seen.stop();
  await setPriceInUs(lane, price, 1);
}

const isDearer = (one: Money, other: Money): boolean => Number(one.minorUnits) > Number(other.minorUnits);

/** A price that rises while its buyer is at the till, after what was promised has run out. */
export function priceRisen(lane: () => Lane): void {
  it('at the till: refused with the new total until the shopper accepts that, then confirmed and charged with it', async () => {
    const shopper = await comeIn(lane());
    const { guest } = shopper;
    const { id, total: shown } = await sessionOf(guest);
    await rise(lane(), shopper);
    await letPromisesEnd(lane(), guest);

    const refused = await complete(guest, id);
    expect(refused).toMatchObject({ order: null, userErrors: [{ code: 'PRICE_CHANGED' }] });
    const [error] = refused.userErrors;
    if (error?.__typename !== 'PriceChangedError') throw new Error('the new total is not told');
    const { currentTotal } = error;
    expect(isDearer(currentTotal, shown)).toBe(true);
    expect(refused.session).toMatchObject({ status: 'OPEN', requiresConsent: true, total: currentTotal });
    expect((await guest.cart()).status).toBe('ACTIVE');
    // Whoever still goes by what they saw agrees to that alone.
    expect(await complete(guest, id, { acceptedTotal: shown })).toMatchObject({
      order: null,
      userErrors: [{ code: 'PRICE_CHANGED', currentTotal }],
    });

    const { order, userErrors } = await complete(guest, id, { acceptedTotal: currentTotal });
    expect([userErrors, order?.status, order?.total]).toEqual([[], 'CONFIRMED', currentTotal]);
    shopper.seen.watchOrder(order?.id ?? '');
    await expectCharged(lane(), shopper, { id: order?.id ?? '', total: currentTotal });
  });

  it('in the cart: no checkout until the shopper agrees there, then confirmed, live, at the new price', async () => {
    const shopper = await comeIn(lane());
    const { guest } = shopper;
    const before = await sessionOf(guest);
    await rise(lane(), shopper);
    await letPromisesEnd(lane(), guest);
    expect(await ask(guest)).toMatchObject({ session: null, userErrors: [{ code: 'PRICE_NOT_ACCEPTED' }] });
    const { cartPricesAccept } = await guest.client.mutate(CartPricesAcceptDocument, {
      input: { cartId: guest.cartId },
    });
    expect(cartPricesAccept.userErrors).toEqual([]);
    const { id, total } = await sessionOf(guest);
    expect(isDearer(total, before.total)).toBe(true);
    const { order, userErrors } = await complete(guest, id, { paymentToken: 'tok_review' });
    expect([userErrors, order?.status, order?.total]).toEqual([[], 'PENDING_REVIEW', total]);
    shopper.seen.watchOrder(order?.id ?? '');
    await move(lane(), order?.id ?? '', 'CONFIRMED');
    await expectCharged(lane(), shopper, { id: order?.id ?? '', total });
    expect(shopper.seen.order).toContain('CONFIRMED PAYMENT_CAPTURED');
  });
}
