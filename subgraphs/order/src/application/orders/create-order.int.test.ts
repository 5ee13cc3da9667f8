// Orders that staff makes without a cart, on the real database and the real payment party.
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { reportSteps } from '../../domain/saga';
import { ADDRESS, createCheckoutWorld } from '../checkout-world.suite';
import type { CheckoutWorld } from '../checkout-world.suite';
import type { CreateOrderInput } from './create-order';

let world: CheckoutWorld;
let support: OperationContext;
beforeAll(async () => {
  world = await createCheckoutWorld();
  support = world.as({ role: 'support', subject: 'sam' });
}, 60_000);
afterAll(() => world.close());
beforeEach(() => {
  world.inventory.available.set('MUG-BLUE', 10).set('SHIRT-M', 10);
  world.pricing.promotions = [];
  world.pricing.redemptionsLeft = 1;
});

type Line = CreateOrderInput['lines'][number];
const mug = (over: Partial<Line> = {}): Line => ({
  ...{ sku: 'MUG-BLUE', quantity: 2, unitPrice: null, attributes: [] },
  ...over,
});
const asked = (over: Partial<CreateOrderInput> = {}): CreateOrderInput => ({
  customerId: 'c-ada',
  email: 'ada@example.org',
  storeId: 'main',
  channel: 'support',
  region: 'EU',
  currency: 'EUR',
  lines: [mug(), mug({ sku: 'SHIRT-M', quantity: 1, attributes: [{ key: 'print', value: 'Ada' }] })],
  shippingAddress: ADDRESS,
  billingAddress: null,
  paymentToken: 'tok_ok',
  idempotencyKey: newId(),
  ...over,
});
const create = (over: Partial<CreateOrderInput> = {}) => world.checkout.createOrder(asked(over), support);
const found = async (id: string | null) => world.orders.find(id ?? '');
const mugsLeft = (): number | undefined => world.inventory.available.get('MUG-BLUE');
/** Everything an order can leave behind. */
async function traces(): Promise<unknown> {
  const { prisma } = world;
  const counts = await Promise.all([
    prisma.order.count(),
    prisma.saga.count(),
    prisma.auditLog.count(),
    prisma.idempotency.count(),
  ]);
  return [...counts, mugsLeft()];
}
async function changesNothing<T>(work: () => Promise<T>): Promise<T> {
  const before = await traces();
  const result = await work();
  expect(await traces()).toEqual(before);
  return result;
}

describe('an order that staff makes', () => {
  test('is named by catalog, priced by pricing, paid, and tells what any order tells', async () => {
    const { orderId, replayed, refusals } = await create();
    expect([replayed, refusals]).toEqual([false, []]);
    const current = await found(orderId);
    expect(current?.order).toMatchObject({
      ...{ status: 'CONFIRMED', paymentStatus: 'CAPTURED', cartId: null, checkoutSessionId: null },
      ...{ customerId: 'c-ada', channel: 'support', region: 'EU', currency: 'EUR' },
      totals: { subtotalMinor: 5_098n, totalMinor: 5_098n },
    });
    const lines = await world.orders.linesOf(orderId ?? '');
    expect(lines).toMatchObject([
      { sku: 'MUG-BLUE', title: 'Mug, blue', quantity: 2, unitPriceMinor: 1_299n },
      { sku: 'SHIRT-M', title: 'Shirt, M', attributes: [{ key: 'print', value: 'Ada' }] },
    ]);
    expect(lines[0]?.variantId).toBe(world.catalog.variants.get('MUG-BLUE')?.variantId);
    expect(world.inventory.allocations.get(orderId ?? '')).toMatchObject({
      ...{ cartId: null, cartVersion: null, region: 'EU', storeId: 'main' },
    });
    const [created, ...others] = await world.eventsOf(orderId ?? '');
    // Without a cart the order names itself.
    expect(created?.payload).toMatchObject({ order_id: orderId, cart_id: orderId, total_minor: '5098' });
    expect(others.map(({ type }) => type)).toEqual(['order.status.changed.v1', 'order.updated.v1']);
  });

  test('has its history, a log of every step but the lock of a cart, and an entry in the audit log', async () => {
    const { orderId } = await create();
    const id = orderId ?? '';
    const history = await world.prisma.orderStatusChange.findMany({
      where: { orderId: id },
      orderBy: { version: 'asc' },
    });
    expect(history.map(({ reasonCode, actor }) => [reasonCode, actor])).toEqual([
      ['CREATED_BY_STAFF', 'support:sam'],
      ['PAYMENT_AUTHORIZED', 'support:sam'],
      ['PAYMENT_CAPTURED', 'support:sam'],
    ]);
    const saga = await world.sagas.find(id);
    const { kind = 'PLACE_ORDER', checkoutSessionId = null, attempts = [] } = saga ?? {};
    const steps = reportSteps({ kind, checkoutSessionId, attempts });
    expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
      ...['verify-quote DONE', 'place-order DONE', 'allocate-stock DONE', 'hold-promotions DONE'],
      ...['create-intent DONE', 'await-outcome DONE', 'confirm-order DONE', 'capture-payment DONE'],
    ]);
    const audit = await world.prisma.auditLog.findMany({ where: { entity: `order:${id}` } });
    expect(audit).toMatchObject([{ action: 'orderCreate', actor: 'support:sam' }]);
  });

  test('counts the promotions that pricing gave it', async () => {
    world.pricing.promotions = [{ promotionId: newId(), couponCode: null, amountMinor: 100n }];
    const { orderId } = await create();
    expect((await found(orderId))?.order.totals.totalMinor).toBe(4_998n);
    expect(world.pricing.redeemed.has(orderId ?? '')).toBe(true);
    expect((await create()).refusals).toEqual([{ kind: 'promotionUnavailable' }]);
  });

  test('is made once by ten requests with one key, and another input with it is refused', async () => {
    const input = asked();
    const patient = world.rewire({ waitMs: 20_000 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => patient.createOrder(input, support)));
    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(mugsLeft()).toBe(8);
    const other = await world.checkout.createOrder({ ...input, email: 'eve@example.org' }, support);
    expect(other.refusals).toEqual([{ kind: 'keyReused' }]);
  });

  test('that costs nothing needs no payment', async () => {
    const { prices } = world.pricing;
    prices.set('MUG-BLUE', 0n);
    const { orderId, refusals } = await create({ lines: [mug()], paymentToken: null });
    prices.set('MUG-BLUE', 1_299n);
    expect(refusals).toEqual([]);
    expect((await found(orderId))?.order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
    expect(await world.payments.find(orderId ?? '')).toBeUndefined();
    const none = { reasonCode: null, comment: null, expectedVersion: null, idempotencyKey: null };
    await world.checkout.orders.cancel({ ...none, orderId: orderId ?? '' }, support);
    expect(await world.sagas.find(orderId ?? '')).toMatchObject({ state: 'COMPENSATED' });
  });

  test('charges less than the customer was told, and never more', async () => {
    const told = (amount: string) => mug({ unitPrice: { amount, currencyCode: 'EUR' } });
    const { orderId } = await create({ lines: [told('15.00')] });
    expect((await found(orderId))?.order.totals.totalMinor).toBe(2_598n);
    const { refusals } = await changesNothing(() => create({ lines: [told('12.98')] }));
    expect(refusals).toEqual([
      {
        ...{ kind: 'unitPriceAboveTold', line: 0, unitPriceMinor: 1_299n },
        ...{ totalMinor: 2_598n, currency: 'EUR' },
      },
    ]);
  });
});

describe('an order that staff cannot make', () => {
  test('a decline cancels it, gives everything back, and is remembered', async () => {
    const input = asked({ paymentToken: 'tok_declined' });
    const { orderId, refusals } = await world.checkout.createOrder(input, support);
    expect(refusals).toEqual([{ kind: 'paymentDeclined', reason: 'card_declined' }]);
    expect((await found(orderId))?.order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'FAILED' });
    expect(mugsLeft()).toBe(10);
    expect(await world.sagas.find(orderId ?? '')).toMatchObject({ state: 'COMPENSATED' });
    const again = await world.checkout.createOrder(input, support);
    expect(again).toEqual({ orderId, replayed: true, refusals });
  });

  test('out of stock says what is left, and the same key may succeed later', async () => {
    world.inventory.available.set('MUG-BLUE', 1);
    const input = asked();
    const { orderId, refusals } = await world.checkout.createOrder(input, support);
    expect(orderId).toBeNull();
    expect(refusals).toEqual([{ kind: 'outOfStock', sku: 'MUG-BLUE', availableQuantity: 1 }]);
    world.inventory.available.set('MUG-BLUE', 2);
    expect(await world.checkout.createOrder(input, support)).toMatchObject({ refusals: [], replayed: false });
  });

  test.each<[string, Partial<CreateOrderInput>, unknown]>([
    ['an unknown sku', { lines: [mug(), mug({ sku: 'NONE' })] }, { kind: 'variantNotFound', line: 1 }],
    ['a sku that is not sold', { lines: [mug({ sku: 'OLD' })] }, { kind: 'variantUnavailable', line: 0 }],
    [
      'a sku without a price',
      { lines: [mug(), mug({ sku: 'PRICELESS' })] },
      { kind: 'linePriceUnavailable', line: 1 },
    ],
    ['a quantity of 0', { lines: [mug({ quantity: 0 })] }, { kind: 'quantityOutOfRange', line: 0 }],
    ['a negative quantity', { lines: [mug({ quantity: -1 })] }, { kind: 'quantityOutOfRange', line: 0 }],
    ['a huge quantity', { lines: [mug({ quantity: 2 ** 31 - 1 })] }, { kind: 'quantityOutOfRange', line: 0 }],
    ['nothing to pay with', { paymentToken: null }, { kind: 'paymentTokenMissing' }],
  ])('%s is refused and changes nothing', async (_what, over, refusal) => {
    const { orderId, refusals } = await changesNothing(() => create(over));
    expect([orderId, refusals]).toEqual([null, [refusal]]);
  });

  test.each<[string, Partial<CreateOrderInput>, string]>([
    ['an unknown region', { region: 'NOWHERE' }, 'input.region'],
    ['an empty region', { region: '' }, 'input.region'],
    ['an unknown currency', { currency: 'XXX' }, 'input.currencyCode'],
    [
      'an address without a street',
      { shippingAddress: { ...ADDRESS, line1: ' ' } },
      'input.shippingAddress.line1',
    ],
    ['an address with a NUL', { billingAddress: { ...ADDRESS, city: 'B\0' } }, 'input.billingAddress.city'],
    ['a bad e-mail', { email: 'ada' }, 'input.email'],
    ['an e-mail with a NUL', { email: 'a\0@b.org' }, 'input.email'],
    ['an endless customer id', { customerId: 'c'.repeat(201) }, 'input.customerId'],
    ['a store that is empty', { storeId: '' }, 'input.storeId'],
    ['a channel with a NUL', { channel: '\0' }, 'input.channel'],
    ['no lines', { lines: [] }, 'input.lines'],
    [
      '300 lines',
      { lines: Array.from({ length: 300 }, (_, index) => mug({ sku: `S${String(index)}` })) },
      'input.lines',
    ],
    ['a sku twice', { lines: [mug(), mug({ quantity: 1 })] }, 'input.lines.1.sku'],
    ['an empty sku', { lines: [mug({ sku: '' })] }, 'input.lines.0.sku'],
    [
      'an attribute twice',
      { lines: [mug({ attributes: [1, 2].map((n) => ({ key: 'print', value: String(n) })) })] },
      'input.lines.0.attributes',
    ],
    [
      'an attribute without a key',
      { lines: [mug({ attributes: [{ key: '', value: '1' }] })] },
      'input.lines.0.attributes.0.key',
    ],
    [
      'a told price in another currency',
      { lines: [mug({ unitPrice: { amount: '1', currencyCode: 'USD' } })] },
      'input.lines.0.unitPrice.currencyCode',
    ],
    [
      'a told price that is no amount',
      { lines: [mug({ unitPrice: { amount: 'one', currencyCode: 'EUR' } })] },
      'input.lines.0.unitPrice.amount',
    ],
    [
      'a told price below nothing',
      { lines: [mug({ unitPrice: { amount: '-1', currencyCode: 'EUR' } })] },
      'input.lines.0.unitPrice.amount',
    ],
  ])('%s is bad input and changes nothing', async (_what, over, field) => {
    const fault = await changesNothing(() => create(over).catch((error: unknown) => error));
    expect(fault).toBeInstanceOf(AppError);
    expect(fault).toMatchObject({ code: 'BAD_USER_INPUT', details: [{ field }] });
  });

  test('catalog that is away leaves nothing, and the key is free', async () => {
    const input = asked();
    world.catalog.faults.before = 1;
    await changesNothing(() =>
      expect(world.checkout.createOrder(input, support)).rejects.toMatchObject({
        code: 'DOWNSTREAM_UNAVAILABLE',
      }),
    );
    expect(await world.checkout.createOrder(input, support)).toMatchObject({ refusals: [] });
  });

  test('inventory that is away cancels it; the same key makes another one', async () => {
    const input = asked();
    world.inventory.faults.after = 1;
    await expect(world.checkout.createOrder(input, support)).rejects.toMatchObject({
      code: 'DOWNSTREAM_UNAVAILABLE',
    });
    expect(mugsLeft()).toBe(10);
    expect(await world.checkout.createOrder(input, support)).toMatchObject({ refusals: [] });
    expect(mugsLeft()).toBe(8);
  });
});

describe('a key that is taken over', () => {
  const lost = (): Error => new Error('the answer of the database was lost');

  test('before its order was placed makes it, under the same id', async () => {
    const input = asked();
    const dying = world.rewire({ orders: { ...world.orders, place: () => Promise.reject(lost()) } });
    await expect(dying.createOrder(input, support)).rejects.toThrow('lost');
    const sagas = await world.prisma.saga.findMany({ orderBy: { id: 'desc' }, take: 1 });
    const { orderId } = await world.checkout.createOrder(input, support);
    expect(orderId).toBe(sagas[0]?.id);
    expect((await found(orderId))?.order.status).toBe('CONFIRMED');
  });

  test('after it gives that one up before it asked for money, and the next use makes another one', async () => {
    const input = asked();
    const dying = world.rewire({
      orders: {
        ...world.orders,
        place: async (commit) => {
          await world.orders.place(commit);
          throw lost();
        },
      },
    });
    await expect(dying.createOrder(input, support)).rejects.toThrow('lost');
    const refused = await world.checkout.createOrder(input, support);
    expect(refused).toEqual({ orderId: null, replayed: false, refusals: [{ kind: 'keyInProgress' }] });
    expect(await world.checkout.createOrder(input, support)).toMatchObject({ refusals: [] });
    expect(mugsLeft()).toBe(8);
  });

  test('when its saga was given up meanwhile places nothing any more', async () => {
    const input = asked();
    const slow = world.rewire({
      orders: {
        ...world.orders,
        place: async (commit) => {
          world.clock.advance(61_000);
          await world.lookAfterSagas();
          return world.orders.place(commit);
        },
      },
    });
    const orders = await world.prisma.order.count();
    expect((await slow.createOrder(input, support)).refusals).toEqual([{ kind: 'sessionBusy' }]);
    expect(await world.prisma.order.count()).toBe(orders);
    expect(await world.checkout.createOrder(input, support)).toMatchObject({ refusals: [] });
  });
});
