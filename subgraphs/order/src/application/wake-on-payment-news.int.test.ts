import { newId } from '@agora/platform/ids';
import { createCheckoutWorld } from './checkout-world.suite';
import type { CheckoutWorld } from './checkout-world.suite';
import { wakeOnPaymentNews } from './wake-on-payment-news';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(() => world.close());

const hear = (orderId: string): Promise<void> =>
  wakeOnPaymentNews(world).heard({
    eventId: newId(),
    orderId,
    intentId: 'pi_said',
    type: 'payment.authorized.v1',
    version: 1,
    amountMinor: 1n,
    reason: null,
  });
const statusOf = async (orderId: string): Promise<string | undefined> =>
  (await world.orders.find(orderId))?.order.status;

async function orderPaidWith(paymentToken: string): Promise<string> {
  const { guest, completion } = await world.openSession();
  const { orderId } = await world.checkout.complete(completion(paymentToken), guest);
  if (orderId == null) throw new Error('no order was made');
  return orderId;
}

async function decide(orderId: string, decision: 'approve' | 'decline'): Promise<void> {
  const found = await fetch(`${world.paymentUrl}/intents?idempotencyKey=${orderId}`);
  const { id } = (await found.json()) as { id: string };
  const body = JSON.stringify({ decision });
  const answer = await fetch(`${world.paymentUrl}/intents/${id}/decide`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the party answered ${String(answer.status)}`);
}

describe('news of a payment', () => {
  test.each([
    ['tok_timeout', 'PENDING', 'approve', 'CONFIRMED'],
    ['tok_timeout', 'PENDING', 'decline', 'CANCELLED'],
    ['tok_review', 'PENDING_REVIEW', 'approve', 'CONFIRMED'],
    ['tok_review', 'PENDING_REVIEW', 'decline', 'CANCELLED'],
  ] as const)('about %s, whose order is %s, on %s makes it %s before its time', async (...row) => {
    const [token, before, decision, after] = row;
    const orderId = await orderPaidWith(token);
    await decide(orderId, decision);
    await world.lookAfterSagas();
    expect(await statusOf(orderId)).toBe(before);
    await hear(orderId);
    await world.lookAfterSagas();
    expect(await statusOf(orderId)).toBe(after);
  });

  test('that is not true changes nothing, nor does news of an order that is done or is not there', async () => {
    const [waiting, done] = [await orderPaidWith('tok_timeout'), await orderPaidWith('tok_ok')];
    for (const orderId of [waiting, done, newId()]) await hear(orderId);
    await world.lookAfterSagas();
    expect([await statusOf(waiting), await statusOf(done)]).toEqual(['PENDING', 'CONFIRMED']);
  });
});
