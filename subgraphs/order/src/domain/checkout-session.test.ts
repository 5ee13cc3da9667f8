import {
  completionStart,
  isForCart,
  isQuoteStale,
  missingConsent,
  requiresConsent,
  visibleStatus,
} from './checkout-session';
import { openSession, repriced } from './open-session';
import { CART, FACTS, NOW, QUOTE, openedSession } from './session-fixture.suite';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);

describe('opening a session', () => {
  test('pins cart, version, lines and prices for 30 minutes', () => {
    expect(openedSession()).toMatchObject({
      status: 'OPEN',
      cartId: 'cart-1',
      cartVersion: 7,
      offeredTotalMinor: 4_000n,
      expiresAt: later(30 * 60_000),
      lines: [
        { id: 'l-1', sku: 'MUG', variantId: 'v-1', unitPriceMinor: 1_000n },
        {
          id: 'l-2',
          sku: 'SHIRT',
          variantId: null,
          totalMinor: 2_000n,
          attributes: [{ key: 'print', value: 'Ada' }],
        },
      ],
    });
  });

  test.each([
    ['in another currency', { currency: 'USD' }],
    ['for other lines', { lines: [...QUOTE.lines].reverse() }],
    ['with a line too many', { lines: [...QUOTE.lines, ...QUOTE.lines] }],
    ['for another quantity', { lines: QUOTE.lines.map((line) => ({ ...line, quantity: 9 })) }],
    ['whose total is not the sum of its lines', { totals: { ...QUOTE.totals, totalMinor: 3_999n } }],
    ['whose discount is not', { totals: { ...QUOTE.totals, discountMinor: 0n } }],
    [
      'whose subtotal is not price times quantity',
      { lines: QUOTE.lines.map((line) => ({ ...line, unitPriceMinor: 1n })) },
    ],
    ['with a negative amount', { lines: QUOTE.lines.map((line) => ({ ...line, taxMinor: -1n })) }],
  ])('does not take a quote %s', (_name, change) => {
    expect(openSession(CART, { ...QUOTE, ...change }, FACTS)).toBeUndefined();
  });

  test('counts shipping on top of the lines', () => {
    const totals = { ...QUOTE.totals, shippingMinor: 490n, totalMinor: 4_490n };
    expect(openSession(CART, { ...QUOTE, totals }, FACTS)?.totals.totalMinor).toBe(4_490n);
  });
});

describe('beginning to complete a session', () => {
  const closed = (status: string): object => ({ kind: 'closed', status });
  test.each([
    ['OPEN', openedSession(), { kind: 'start' }],
    ['OPEN past its time', openedSession({ expiresAt: NOW }), closed('EXPIRED')],
    [
      'COMPLETING for this order',
      openedSession({ status: 'COMPLETING', orderId: 'o-1' }),
      { kind: 'resume' },
    ],
    [
      'COMPLETING for another order',
      openedSession({ status: 'COMPLETING', orderId: 'o-2' }),
      { kind: 'busy' },
    ],
    ['COMPLETED by this order', openedSession({ status: 'COMPLETED', orderId: 'o-1' }), { kind: 'resume' }],
    [
      'COMPLETED by another order',
      openedSession({ status: 'COMPLETED', orderId: 'o-2' }),
      closed('COMPLETED'),
    ],
    ['EXPIRED', openedSession({ status: 'EXPIRED' }), closed('EXPIRED')],
    ['CANCELLED', openedSession({ status: 'CANCELLED' }), closed('CANCELLED')],
  ])('%s', (_name, session, start) => {
    expect(completionStart(session, 'o-1', NOW)).toEqual(start);
  });

  test('one whose time is over shows as EXPIRED before the sweep has written it', () => {
    expect(visibleStatus(openedSession({ expiresAt: NOW }), NOW)).toBe('EXPIRED');
    expect(visibleStatus(openedSession({ expiresAt: NOW, status: 'COMPLETING' }), NOW)).toBe('COMPLETING');
    expect(visibleStatus(openedSession(), NOW)).toBe('OPEN');
  });
});

describe('the price of a session', () => {
  const dearer = repriced(openedSession(), {
    ...QUOTE,
    id: 'quote-2',
    totals: { ...QUOTE.totals, subtotalMinor: 4_600n, totalMinor: 4_100n },
    lines: QUOTE.lines.map((line, index) =>
      index === 0 ? { ...line, unitPriceMinor: 1_050n, subtotalMinor: 2_100n, totalMinor: 2_100n } : line,
    ),
  });

  test('that rose keeps what was offered and needs consent', () => {
    expect(dearer).toMatchObject({
      quoteId: 'quote-2',
      offeredTotalMinor: 4_000n,
      totals: { totalMinor: 4_100n },
    });
    expect(dearer !== undefined && requiresConsent(dearer)).toBe(true);
    expect(dearer?.lines.map(({ id }) => id)).toEqual(['l-1', 'l-2']);
  });

  test('is accepted up to the offered total, or up to what the shopper states', () => {
    expect(missingConsent(openedSession(), undefined)).toBeUndefined();
    expect(missingConsent(openedSession(), 3_999n)).toBe('total');
    if (dearer === undefined) throw new Error('the dearer quote does not add up');
    expect(missingConsent(dearer, undefined)).toBe('total');
    expect(missingConsent(dearer, 4_100n)).toBeUndefined();
  });

  test('of one unit that rose needs consent although the total did not', () => {
    const [mug, shirt] = QUOTE.lines;
    if (mug === undefined || shirt === undefined) throw new Error('the fixture has two lines');
    const shifted = repriced(openedSession(), {
      ...QUOTE,
      totals: { ...QUOTE.totals, discountMinor: 600n, subtotalMinor: 4_600n },
      lines: [{ ...mug, unitPriceMinor: 1_050n, subtotalMinor: 2_100n, discountMinor: 100n }, shirt],
    });
    if (shifted === undefined) throw new Error('the shifted quote does not add up');
    expect(shifted.totals.totalMinor).toBe(shifted.offeredTotalMinor);
    expect(requiresConsent(shifted)).toBe(true);
    expect(missingConsent(shifted, undefined)).toBe('unitPrice');
    expect(missingConsent(shifted, 4_000n)).toBeUndefined();
  });

  test('needs a new quote once the old one has run out', () => {
    expect(isQuoteStale(openedSession(), later(59_999))).toBe(false);
    expect(isQuoteStale(openedSession(), later(60_000))).toBe(true);
  });

  test('is not taken from a quote for something else', () => {
    expect(repriced(openedSession(), { ...QUOTE, currency: 'USD' })).toBeUndefined();
  });
});

describe('a session and its cart', () => {
  const { currency, lines, couponCodes } = CART;
  test('belong together whatever the version, as long as sku, quantity and attributes are the same', () => {
    expect(isForCart(openedSession(), { currency, lines, couponCodes })).toBe(true);
  });

  test.each([
    ['another quantity', { currency, lines: lines.map((line) => ({ ...line, quantity: 5 })) }],
    ['a line less', { currency, lines: lines.slice(1) }],
    ['other attributes', { currency, lines: lines.map((line) => ({ ...line, attributes: [] })) }],
    ['another currency', { currency: 'USD', lines }],
    ['a coupon more', { currency, lines, couponCodes: ['SAVE'] }],
  ])('do not with %s', (_name, cart) => {
    expect(isForCart(openedSession(), { couponCodes, ...cart })).toBe(false);
  });
});
