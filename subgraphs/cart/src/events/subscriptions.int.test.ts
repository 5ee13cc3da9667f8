import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { inventoryBackorderFilledV1 } from '@agora/contracts/inventory/backorder-filled';
import { inventoryReservationExpiredV1 } from '@agora/contracts/inventory/reservation-expired';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { fxRateChangedV1 } from '@agora/contracts/pricing/fx-rate-changed';
import { pricingRuleChangedV1 } from '@agora/contracts/pricing/rule-changed';
import { promotionActivatedV1 } from '@agora/contracts/pricing/promotion-activated';
import { promotionCampaignUpdatedV1 } from '@agora/contracts/pricing/promotion-campaign-updated';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { lockCart, unlockCart } from '../application/lock-cart';
import { TRAIL, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { findVariants } from '../persistence/variant-store';
import { dueAttention } from '../persistence/cart-attention';
import { cartEventHandlers } from './subscriptions';

let world: CartWorld;
let cart: OpenedCart;
const orderId = newId();
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
});
afterAll(() => world.close());

async function receive(type: string, payload: object, occurredAt: Date = new Date()): Promise<void> {
  const handler = cartEventHandlers(new Map([['EU', 'EUR']]))[type];
  if (handler === undefined) throw new Error(`cart does not listen to ${type}`);
  await world.database.inTransaction((tx) =>
    handler(
      {
        event_id: newId(),
        type,
        occurred_at: occurredAt.toISOString(),
        producer: type.split('.')[0] ?? '',
        aggregate_id: newId(),
        aggregate_version: 1,
        tenant_region: 'US',
        store_id: 'main',
        correlation_id: 'c1',
        causation_id: null,
        saga_id: null,
        actor: null,
        schema_version: 1,
        payload: { ...payload },
        logger: createLogger({ name: 'test', level: 'silent' }),
      },
      tx,
    ),
  );
}
const orderBecame = (to: string, order = orderId): Promise<void> =>
  receive(orderStatusChangedV1.type, {
    ...orderStatusChangedV1.sample,
    order_id: order,
    cart_id: cart.id,
    to,
  });
const lock = (expectedVersion = 2): Promise<unknown> =>
  lockCart(world.deps, { cartId: cart.id, orderId, expectedVersion }, TRAIL);
const rejectionOf = async (): Promise<unknown> => {
  const outcome = await world.add(cart, 'MUG');
  return outcome.kind === 'refused' ? outcome.rejections : outcome.kind;
};

describe('the lock of an order', () => {
  test('refuses every change of the owner, and doing it again changes nothing', async () => {
    expect(await lock()).toEqual({ kind: 'done', version: 3, isNew: true });
    expect(await lock()).toEqual({ kind: 'done', version: 3, isNew: false });
    expect(await rejectionOf()).toEqual([{ kind: 'CART_LOCKED' }]);
    expect(world.stock.held('MUG')).toBe(2);
    world.stock.granted.clear();
  });

  test('is refused at another version than the pinned one, and to another order', async () => {
    expect(await lock(1)).toMatchObject({ kind: 'refused', rejection: { kind: 'VERSION_CONFLICT' } });
    await lock();
    expect(
      await lockCart(world.deps, { cartId: cart.id, orderId: newId(), expectedVersion: 3 }, TRAIL),
    ).toEqual({ kind: 'refused', rejection: { kind: 'CART_LOCKED' } });
    expect(await lockCart(world.deps, { cartId: 'none', orderId, expectedVersion: 1 }, TRAIL)).toEqual({
      kind: 'refused',
      rejection: { kind: 'CART_NOT_FOUND' },
    });
  });

  test('of two orders at once is given to one', async () => {
    const outcomes = await Promise.all(
      [newId(), newId()].map((order) =>
        lockCart(world.deps, { cartId: cart.id, orderId: order, expectedVersion: 2 }, TRAIL),
      ),
    );
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
  });

  test('is taken off by its order only, and the cart can be changed again', async () => {
    await lock();
    const unlock = (order: string): Promise<unknown> =>
      unlockCart(world.deps, { cartId: cart.id, orderId: order, reason: 'OUT_OF_STOCK' }, TRAIL);
    expect(await unlock(newId())).toMatchObject({ isNew: false });
    expect((await world.read(cart.id)).status).toBe('LOCKED');
    expect(await unlock(orderId)).toEqual({ kind: 'done', version: 4, isNew: true });
    expect(await unlock(orderId)).toMatchObject({ isNew: false });
    expect(await rejectionOf()).toBe('committed');
  });

  test('that came between an add and its write refuses the add and gives its stock back', async () => {
    world.stock.granted.clear();
    world.quotes.meanwhile = () => lock();
    expect(await rejectionOf()).toEqual([{ kind: 'CART_LOCKED' }]);
    expect(world.stock.held('MUG')).toBe(0);
  });
});

describe('when an order changes', () => {
  test('to confirmed, its cart is checked out for good', async () => {
    await lock();
    await orderBecame('CONFIRMED');
    expect(await world.read(cart.id)).toMatchObject({
      status: 'CHECKED_OUT',
      version: 4,
      reservedUntil: null,
    });
    expect((await world.events(cart.id)).at(-1)?.type).toBe('cart.checkedout.v1');
    expect(await rejectionOf()).toEqual([{ kind: 'CART_CLOSED', status: 'CHECKED_OUT' }]);
    await orderBecame('CANCELLED');
    expect((await world.read(cart.id)).version).toBe(4);
  });

  test('to cancelled, its cart is its owner’s again with all lines', async () => {
    await lock();
    await orderBecame('CANCELLED');
    expect(await world.read(cart.id)).toMatchObject({
      status: 'ACTIVE',
      lockedByOrderId: null,
      lines: [{ sku: 'MUG', quantity: 2 }],
    });
  });

  test('to anything else, or when it has no lock on the cart, nothing happens', async () => {
    await lock();
    await orderBecame('PENDING_REVIEW');
    await orderBecame('CONFIRMED', newId());
    expect(await world.read(cart.id)).toMatchObject({ status: 'LOCKED', version: 3 });
  });
});

describe('when a hold has ended', () => {
  const expire = (at?: Date): Promise<void> =>
    receive(
      inventoryReservationExpiredV1.type,
      { ...inventoryReservationExpiredV1.sample, owner_id: cart.id },
      at,
    );

  test('the cart keeps its lines and shows that nothing is held', async () => {
    await expire(new Date(Date.now() + 3_600_000));
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ version: 3, status: 'ACTIVE', reservedUntil: null });
    expect(after.lines[0]).toMatchObject({ quantity: 2, reservedAt: null });
    expect((await world.log(cart.id)).at(-1)?.cause).toBe('RESERVATION_EXPIRED');
  });

  test('a hold that was prolonged since is alive, and one of a locked or unknown cart is nobody’s news', async () => {
    await expire();
    expect((await world.read(cart.id)).version).toBe(2);
    await lock();
    await expire(new Date(Date.now() + 3_600_000));
    expect((await world.read(cart.id)).version).toBe(3);
    await receive(inventoryReservationExpiredV1.type, {
      ...inventoryReservationExpiredV1.sample,
      owner_id: newId(),
    });
  });
});

test('goods that came in are looked for in the cart they were promised to, while it is open', async () => {
  const { type, sample } = inventoryBackorderFilledV1;
  const called = async (over: object): Promise<string[]> => {
    await world.database.query('DELETE FROM cart_attention');
    await receive(type, { ...sample, ...over });
    return (await dueAttention(world.database, 10)).map(({ cartId }) => cartId);
  };
  expect(await called({ owner_id: cart.id })).toEqual([cart.id]);
  expect(await called({ owner_id: cart.id, owner_type: 'ORDER' })).toEqual([]);
  expect(await called({ owner_id: newId() })).toEqual([]);
  await lock();
  expect(await called({ owner_id: cart.id })).toEqual([]);
});

test('a product that changed is sold as it is now', async () => {
  const { sample } = catalogProductUpdatedV1;
  await receive(catalogProductUpdatedV1.type, sample);
  const skus = sample.variants.map(({ sku }) => sku);
  expect([...(await findVariants(world.database, skus)).keys()].sort()).toEqual([...skus].sort());
});

describe('what may change the price of many carts', () => {
  const called = async (type: string, payload: object): Promise<string[]> => {
    await world.database.query('DELETE FROM cart_attention');
    await receive(type, payload);
    return (await dueAttention(world.database, 1_000)).map(({ cartId }) => cartId);
  };

  test('a rate is about carts whose prices are converted with it', async () => {
    const rate = { ...fxRateChangedV1.sample, base_currency: 'USD' };
    expect(await called(fxRateChangedV1.type, { ...rate, pair: 'JPY/USD', quote_currency: 'USD' })).toContain(
      cart.id,
    );
    await world.database.query(`UPDATE cart SET tenant_region = 'EU', currency_code = 'EUR' WHERE id = $1`, [
      cart.id,
    ]);
    expect(
      await called(fxRateChangedV1.type, { ...rate, pair: 'USD/EUR', quote_currency: 'EUR' }),
    ).not.toContain(cart.id);
  });

  test('a rule is about the open carts it can be for', async () => {
    const { type, sample } = pricingRuleChangedV1;
    const rule = { ...sample, sku: null, region: null };
    expect(await called(type, rule)).toContain(cart.id);
    const { region, channel } = await world.read(cart.id);
    expect(await called(type, { ...rule, region, channel, currency_code: 'USD' })).toContain(cart.id);
    for (const elsewhere of [{ region: 'JP' }, { channel: 'kiosk' }, { currency_code: 'JPY' }])
      expect(await called(type, { ...rule, ...elsewhere })).not.toContain(cart.id);
    expect(await called(type, { ...rule, sku: 'MUG' })).toContain(cart.id);
    expect(await called(type, { ...rule, sku: 'NOVEL' })).not.toContain(cart.id);
    await lock();
    expect(await called(type, rule)).not.toContain(cart.id);
  });

  test('a promotion for codes is about carts with a code, one for all about every cart', async () => {
    const { type, sample } = promotionActivatedV1;
    expect(await called(type, { ...sample, coupon_required: true })).not.toContain(cart.id);
    expect(await called(type, { ...sample, coupon_required: false })).toContain(cart.id);
  });

  test('one that becomes a matter of codes is about the carts that have it; a new text is about none', async () => {
    const { type, sample } = promotionCampaignUpdatedV1;
    const active = { ...sample, status: 'ACTIVE', coupon_required: true };
    expect(await called(type, { ...active, changed: ['coupon_required'] })).toContain(cart.id);
    expect(await called(type, { ...active, changed: ['text'] })).toEqual([]);
  });
});
