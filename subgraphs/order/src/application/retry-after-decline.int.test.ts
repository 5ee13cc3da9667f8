// Nothing consumes events here: what is free again was given back by the checkout itself.
import { newId } from '@agora/platform/ids';
import { createCheckoutWorld } from './checkout-world.suite';
import type { CheckoutWorld, OpenedSession } from './checkout-world.suite';
import type { CompleteCheckoutResult } from './complete-checkout';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  world.inventory.available.set('MUG-BLUE', 2).set('SHIRT-M', 1);
  world.pricing.promotions = [{ promotionId: newId(), couponCode: 'ONCE', amountMinor: 100n }];
  world.pricing.redemptionsLeft = 1;
});

const complete = (opened: OpenedSession, token: string): Promise<CompleteCheckoutResult> =>
  world.checkout.complete(opened.completion(token), opened.guest);
const left = (): unknown => ({
  mugs: world.inventory.available.get('MUG-BLUE'),
  shirts: world.inventory.available.get('SHIRT-M'),
  uses: world.pricing.redemptionsLeft,
});
const ALL = { mugs: 2, shirts: 1, uses: 1 };

describe('right after a payment that failed', () => {
  test('another card gets the last unit and the single-use coupon', async () => {
    const opened = await world.openSession({ couponCodes: ['ONCE'] });
    const declined = await complete(opened, 'tok_declined');
    expect(declined.refusals).toEqual([{ kind: 'paymentDeclined', reason: 'card_declined' }]);
    expect(left()).toEqual(ALL);
    const paid = await complete(opened, 'tok_ok');
    expect(paid.refusals).toEqual([]);
    expect((await world.orders.find(paid.orderId ?? ''))?.order.status).toBe('CONFIRMED');
    expect(left()).toEqual({ mugs: 0, shirts: 0, uses: 0 });
  });

  test('by a party that is down, everything is free again', async () => {
    const opened = await world.openSession();
    const down = world.rewire({
      payments: { ...world.payments, authorize: () => Promise.reject(new Error('down')) },
    });
    await expect(down.complete(opened.completion('tok_ok'), opened.guest)).rejects.toThrow('down');
    expect(left()).toEqual(ALL);
  });

  test('by a promotion that another order was faster to use, the stock is free again', async () => {
    const opened = await world.openSession();
    world.pricing.redemptionsLeft = 0;
    expect((await complete(opened, 'tok_ok')).refusals).toEqual([{ kind: 'promotionUnavailable' }]);
    expect(left()).toEqual({ ...ALL, uses: 0 });
  });

  test('by running out of time, everything is free again', async () => {
    const opened = await world.openSession();
    await complete(opened, 'tok_timeout');
    expect(left()).toEqual({ mugs: 0, shirts: 0, uses: 0 });
    world.clock.advance(16 * 60_000);
    await world.lookAfterSagas();
    expect(left()).toEqual(ALL);
  });

  test('a release that fails is left to the event: the decline is told all the same', async () => {
    const opened = await world.openSession();
    world.inventory.releaseFaults.before = 1;
    world.pricing.releaseFaults.before = 1;
    const declined = await complete(opened, 'tok_declined');
    expect(declined.refusals).toEqual([{ kind: 'paymentDeclined', reason: 'card_declined' }]);
    expect(left()).toEqual({ mugs: 0, shirts: 0, uses: 0 });
    expect((await world.eventsOf(declined.orderId ?? '')).at(-1)?.payload).toMatchObject({ to: 'CANCELLED' });
  });
});
