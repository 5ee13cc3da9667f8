import { newId } from '@agora/platform/ids';
import { ADDRESS, createCheckoutWorld } from './checkout-world.suite';
import type { CheckoutWorld, OpenedSession } from './checkout-world.suite';
import type { UpdateCheckoutSessionInput } from './update-checkout-session';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  world.pricing.shippingOptions = [
    { id: 'standard', title: 'Standard', priceMinor: 490n, estimatedDays: 3 },
    { id: 'express', title: 'Express', priceMinor: 1_290n, estimatedDays: 1 },
  ];
  world.pricing.prices.set('MUG-BLUE', 1_299n);
});

const update = (opened: OpenedSession, changes: Partial<UpdateCheckoutSessionInput>) =>
  world.checkout.updateSession(
    {
      ...{ email: null, shippingAddress: null, billingAddress: null, shippingOptionId: null },
      ...changes,
      checkoutSessionId: opened.sessionId,
    },
    opened.guest,
  );
const sessionOf = async (opened: OpenedSession) => world.sessions.find(opened.sessionId);

describe('a session that ships', () => {
  test('is priced with the first way at first, and with the one the shopper chooses then', async () => {
    const opened = await world.openSession();
    expect(await sessionOf(opened)).toMatchObject({
      shippingOptionId: 'standard',
      totals: { shippingMinor: 490n, totalMinor: 5_588n },
    });
    expect(await update(opened, { shippingOptionId: 'express' })).toMatchObject({
      session: { shippingOptionId: 'express', totals: { totalMinor: 6_388n }, offeredTotalMinor: 6_388n },
    });
    const { orderId, refusals } = await world.checkout.complete(opened.completion('tok_ok'), opened.guest);
    expect(refusals).toEqual([]);
    expect((await world.orders.find(orderId ?? ''))?.order.totals).toMatchObject({
      shippingMinor: 1_290n,
      totalMinor: 6_388n,
    });
    expect(await world.payments.find(orderId ?? '')).toMatchObject({ kind: 'captured' });
  });

  test('keeps the choice when its quote runs out', async () => {
    const opened = await world.openSession();
    await update(opened, { shippingOptionId: 'express' });
    await world.database.query('UPDATE checkout_session SET quote_valid_until = now() WHERE id = $1', [
      opened.sessionId,
    ]);
    const { orderId } = await world.checkout.complete(opened.completion('tok_ok'), opened.guest);
    expect((await world.orders.find(orderId ?? ''))?.order.totals.shippingMinor).toBe(1_290n);
  });

  test('goes where the shopper says last; what is left out stays', async () => {
    const opened = await world.openSession();
    const shippingAddress = { ...ADDRESS, line1: 'Nebenstrasse 2' };
    await update(opened, { shippingAddress });
    await update(opened, { email: 'grace@example.org' });
    expect(await sessionOf(opened)).toMatchObject({
      email: 'grace@example.org',
      shippingAddress: { line1: 'Nebenstrasse 2' },
      shippingOptionId: 'standard',
    });
  });

  test('does not hide that a unit rose meanwhile: that needs consent', async () => {
    const opened = await world.openSession();
    world.pricing.prices.set('MUG-BLUE', 1_499n);
    await update(opened, { shippingOptionId: 'express' });
    expect((await world.checkout.complete(opened.completion('tok_ok'), opened.guest)).refusals).toEqual([
      { kind: 'unitPriceRose' },
    ]);
  });

  test('is refused what is not offered, with nothing changed', async () => {
    const opened = await world.openSession();
    expect(await update(opened, { shippingOptionId: 'drone' })).toMatchObject({
      refusal: { kind: 'shippingOptionUnavailable', offered: ['standard', 'express'] },
    });
    await expect(update(opened, {})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(update(opened, { email: 'nobody' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(update(opened, { shippingAddress: { line1: 'x' } })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(
      update({ ...opened, guest: world.as({ sessionId: newId() }) }, { email: 'a@example.org' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await sessionOf(opened)).toMatchObject({
      shippingOptionId: 'standard',
      email: 'ada@example.org',
    });
  });

  test('that became an order changes no more', async () => {
    const opened = await world.openSession();
    await world.checkout.complete(opened.completion('tok_ok'), opened.guest);
    expect(await update(opened, { email: 'b@example.org' })).toMatchObject({
      refusal: { kind: 'sessionClosed', status: 'COMPLETED' },
    });
  });
});
