import { newId } from '@agora/platform/ids';
import type { CartProblem } from '../domain/cart-problems';
import { ADDRESS, createCheckoutWorld } from './checkout-world.suite';
import type { CheckoutWorld } from './checkout-world.suite';
import type { CreateCheckoutSessionResult } from './create-checkout-session';
import type { CartSnapshot } from './ports';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(async () => {
  await world.close();
});
afterEach(() => {
  world.pricing.prices.set('MUG-BLUE', 1_299n).set('SHIRT-M', 2_500n);
});

function createFor(cart: Partial<CartSnapshot>): Promise<CreateCheckoutSessionResult> {
  const { id: cartId } = world.carts.add(cart);
  const input = {
    cartId,
    email: null,
    shippingAddress: ADDRESS,
    billingAddress: null,
    expectedVersion: null,
    idempotencyKey: null,
  };
  return world.checkout.createSession(input, world.as({ sessionId: newId() }));
}

const mugAgreedAt = (agreedUnitPriceMinor: bigint): CartSnapshot['lines'] => [
  {
    sku: 'MUG-BLUE',
    variantId: newId(),
    title: 'Mug, blue',
    quantity: 2,
    attributes: [],
    heldUnitPriceMinor: null,
    agreedUnitPriceMinor,
  },
];

describe('a price that rose since the cart was priced', () => {
  test('is not charged: the cart is refused although it tells no problem yet', async () => {
    world.pricing.prices.set('MUG-BLUE', 1_399n);
    expect(await createFor({})).toEqual({ kind: 'refused', refusals: [{ kind: 'priceNotAccepted' }] });
  });

  test('on one line is refused although another became so cheap that the total fell', async () => {
    world.pricing.prices.set('MUG-BLUE', 1_300n).set('SHIRT-M', 1_000n);
    expect(await createFor({})).toMatchObject({ refusals: [{ kind: 'priceNotAccepted' }] });
  });

  test('opens a session at the new price once the shopper agreed to it', async () => {
    world.pricing.prices.set('MUG-BLUE', 1_399n);
    expect(await createFor({ lines: mugAgreedAt(1_399n) })).toMatchObject({
      kind: 'session',
      session: { totals: { totalMinor: 2_798n }, lines: [{ unitPriceMinor: 1_399n }] },
    });
  });

  test('and fell again is charged as it is now', async () => {
    expect(await createFor({ lines: mugAgreedAt(1_399n) })).toMatchObject({
      kind: 'session',
      session: { totals: { totalMinor: 2_598n }, lines: [{ offeredUnitPriceMinor: 1_299n }] },
    });
  });
});

describe('a problem of the cart that blocks its checkout', () => {
  const about = (code: string, over: Partial<CartProblem> = {}): CartProblem => ({
    code,
    message: `${code} of the mug.`,
    sku: 'MUG-BLUE',
    availableQuantity: null,
    ...over,
  });

  test.each([
    ['a price to agree to', about('PRICE_ROSE'), { kind: 'priceNotAccepted' }],
    [
      'nothing left',
      about('OUT_OF_STOCK', { availableQuantity: 0 }),
      { kind: 'outOfStock', sku: 'MUG-BLUE', availableQuantity: 0 },
    ],
    [
      'too few left',
      about('INSUFFICIENT_STOCK', { availableQuantity: 1 }),
      { kind: 'outOfStock', sku: 'MUG-BLUE', availableQuantity: 1 },
    ],
    [
      'a variant that is not sold any more',
      about('VARIANT_UNAVAILABLE'),
      { kind: 'cartHasProblems', messages: ['VARIANT_UNAVAILABLE of the mug.'] },
    ],
    [
      'one nobody knows yet',
      about('HEX', { sku: null }),
      { kind: 'cartHasProblems', messages: ['HEX of the mug.'] },
    ],
  ])('refuses the session: %s', async (_name, problem, refusal) => {
    expect(await createFor({ blockingProblems: [problem] })).toEqual({
      kind: 'refused',
      refusals: [refusal],
    });
  });

  test('is told once per kind and sku when there are several', async () => {
    const blockingProblems = [
      about('PRICE_ROSE'),
      about('VARIANT_UNAVAILABLE'),
      about('OUT_OF_STOCK', { availableQuantity: 0 }),
      about('PRICE_ROSE', { sku: 'SHIRT-M' }),
      about('VARIANT_UNAVAILABLE', { sku: 'SHIRT-M', message: 'No shirt.' }),
      about('OUT_OF_STOCK', { availableQuantity: 0 }),
    ];
    expect(await createFor({ blockingProblems })).toEqual({
      kind: 'refused',
      refusals: [
        { kind: 'outOfStock', sku: 'MUG-BLUE', availableQuantity: 0 },
        { kind: 'priceNotAccepted' },
        { kind: 'cartHasProblems', messages: ['VARIANT_UNAVAILABLE of the mug.', 'No shirt.'] },
      ],
    });
  });
});
