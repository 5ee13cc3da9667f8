import type { CheckoutSession } from './checkout-session';
import { openSession } from './open-session';
import type { CartToCheckOut, QuotedPrices } from './open-session';

export const NOW = new Date('2026-03-01T10:00:00.000Z');

export const CART: CartToCheckOut = {
  id: 'cart-1',
  version: 7,
  storeId: 'main',
  channel: 'web',
  region: 'EU',
  currency: 'EUR',
  couponCodes: [],
  lines: [
    { sku: 'MUG', variantId: 'v-1', title: 'Mug', quantity: 2, attributes: [] },
    {
      sku: 'SHIRT',
      variantId: null,
      title: 'Shirt',
      quantity: 1,
      attributes: [{ key: 'print', value: 'Ada' }],
    },
  ],
};

export const QUOTE: QuotedPrices = {
  id: 'quote-1',
  currency: 'EUR',
  totals: {
    subtotalMinor: 4_500n,
    discountMinor: 500n,
    taxMinor: 640n,
    shippingMinor: null,
    totalMinor: 4_000n,
  },
  lines: [
    {
      sku: 'MUG',
      quantity: 2,
      unitPriceMinor: 1_000n,
      subtotalMinor: 2_000n,
      discountMinor: 0n,
      taxMinor: 320n,
      totalMinor: 2_000n,
    },
    {
      sku: 'SHIRT',
      quantity: 1,
      unitPriceMinor: 2_500n,
      subtotalMinor: 2_500n,
      discountMinor: 500n,
      taxMinor: 320n,
      totalMinor: 2_000n,
    },
  ],
  shippingOptions: [],
  shippingOptionId: null,
  fxRate: null,
  promotions: [],
  validUntil: new Date(NOW.getTime() + 60_000),
};

export const FACTS = {
  id: 'session-1',
  lineIds: ['l-1', 'l-2'],
  owner: { customerId: null, sessionId: 'guest-1' },
  email: 'ada@example.org',
  shippingAddress: {
    firstName: null,
    lastName: null,
    company: null,
    line1: 'Hauptstrasse 1',
    line2: null,
    city: 'Berlin',
    province: null,
    postalCode: '10115',
    countryCode: 'DE',
    phone: null,
  },
  billingAddress: null,
  now: NOW,
};

/** An OPEN session of a guest over 40.00 EUR. */
export function openedSession(change: Partial<CheckoutSession> = {}): CheckoutSession {
  const session = openSession(CART, QUOTE, FACTS);
  if (session === undefined) throw new Error('the fixture does not add up');
  return { ...session, ...change };
}
