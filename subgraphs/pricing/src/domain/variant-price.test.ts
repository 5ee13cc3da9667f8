import fc from 'fast-check';
import { booksFor } from './price-book';
import { NOW, aBook, aContext, aPrice, aRate, aTable } from './price-table.suite';
import { PRICE_VALID_MS, pricerFor } from './variant-price';

const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

describe('which book', () => {
  const everybody = aBook({ id: 'everybody' });
  const books = [
    everybody,
    aBook({ id: 'us', region: 'US' }),
    aBook({ id: 'app', channel: 'app' }),
    aBook({ id: 'vip', segment: 'vip' }),
    aBook({ id: 'us-vip', region: 'US', segment: 'vip' }),
    aBook({ id: 'eu', region: 'EU' }),
    aBook({ id: 'yen', currency: 'JPY' }),
    aBook({ id: 'closed', region: 'US', active: false }),
  ];
  const idsFor = (...args: Parameters<typeof aContext>): string[] =>
    booksFor(aContext(...args), books).map(({ id }) => id);

  test('only active books of the currency that are for the region, channel and segments', () => {
    expect(idsFor()).toEqual(['us', 'everybody']);
    expect(idsFor({ currency: 'JPY' })).toEqual(['yen']);
    expect(idsFor({ currency: 'CHF' })).toEqual([]);
  });

  test('segment weighs more than channel, channel more than region', () => {
    const order = ['us-vip', 'vip', 'app', 'us', 'everybody'];
    expect(idsFor({ channel: 'app', segments: ['general', 'vip'] })).toEqual(order);
  });

  test('the order in which books come does not matter', () => {
    const twins = [...books, aBook({ id: 'a-twin', region: 'US' })];
    fc.assert(
      fc.property(fc.shuffledSubarray(twins, { minLength: twins.length }), (shuffled) => {
        expect(booksFor(aContext(), shuffled)).toEqual(booksFor(aContext(), twins));
      }),
    );
  });

  test('a book without a price for the sku or quantity gives way to the next', () => {
    const table = aTable({
      books: [everybody, aBook({ id: 'us', region: 'US' })],
      prices: [
        aPrice({ id: '1', priceBookId: 'everybody', amountMinor: 900n }),
        aPrice({ id: '2', priceBookId: 'us', amountMinor: 700n, minimumQuantity: 10 }),
      ],
    });
    const price = pricerFor(table, aContext());
    expect(price('MUG', 9)?.unitPrice.amountMinor).toBe(900n);
    expect(price('MUG', 10)?.unitPrice.amountMinor).toBe(700n);
    expect(price('PLATE', 1)).toBeUndefined();
  });
});

describe('which price', () => {
  const priceAt = (prices: Parameters<typeof aTable>[0]['prices'], at = NOW, quantity = 1) =>
    pricerFor(aTable({ ...(prices === undefined ? {} : { prices }) }), aContext({ at }))('MUG', quantity);

  test('the tier the quantity falls into, with all tiers by rising quantity', () => {
    const prices = [
      aPrice({ id: '3', minimumQuantity: 100, amountMinor: 700n }),
      aPrice({ id: '1', amountMinor: 1_000n }),
      aPrice({ id: '2', minimumQuantity: 10, amountMinor: 900n }),
    ];
    expect(priceAt(prices, NOW, 9)?.unitPrice.amountMinor).toBe(1_000n);
    expect(priceAt(prices, NOW, 10)?.unitPrice.amountMinor).toBe(900n);
    expect(priceAt(prices, NOW, 1_000)?.unitPrice.amountMinor).toBe(700n);
    expect(priceAt(prices)?.tiers.map((tier) => tier.minimumQuantity)).toEqual([1, 10, 100]);
  });

  test('a price with a window replaces the standing one from its first to before its last moment', () => {
    const sale = aPrice({
      id: 'sale',
      amountMinor: 800n,
      compareAtMinor: 1_000n,
      validFrom: minutes(0),
      validUntil: minutes(60),
    });
    const prices = [aPrice(), sale];
    expect(priceAt(prices, minutes(-1))?.unitPrice.amountMinor).toBe(1_000n);
    expect(priceAt(prices, minutes(0))).toMatchObject({
      unitPrice: { amountMinor: 800n },
      compareAtPrice: { amountMinor: 1_000n },
    });
    expect(priceAt(prices, minutes(60))?.unitPrice.amountMinor).toBe(1_000n);
  });

  test('of overlapping windows the one that began last wins', () => {
    const prices = [
      aPrice({ id: 'early', amountMinor: 800n, validFrom: minutes(-60) }),
      aPrice({ id: 'late', amountMinor: 850n, validFrom: minutes(-10) }),
      aPrice({ id: 'open', amountMinor: 700n, validUntil: minutes(10) }),
    ];
    expect(priceAt(prices)?.unitPrice.amountMinor).toBe(850n);
    expect(priceAt([...prices].reverse())?.unitPrice.amountMinor).toBe(850n);
  });

  test('it is known to hold until its next planned change, at most 30 minutes', () => {
    expect(priceAt([aPrice()])?.validUntil).toEqual(new Date(NOW.getTime() + PRICE_VALID_MS));
    const planned = aPrice({ id: 'next', validFrom: minutes(5), validUntil: minutes(20) });
    expect(priceAt([aPrice(), planned])?.validUntil).toEqual(minutes(5));
    expect(priceAt([aPrice(), planned], minutes(6))?.validUntil).toEqual(minutes(20));
  });

  test("whether it contains tax is what the region's rate for the sku's category says", () => {
    const parts = { prices: [aPrice(), aPrice({ sku: 'BOOK' })], categories: { BOOK: 'books' } };
    const rates = [aRate(), aRate({ category: 'books', inclusive: true })];
    const price = pricerFor(aTable({ ...parts, rates }), aContext());
    expect([price('MUG', 1)?.taxIncluded, price('BOOK', 1)?.taxIncluded]).toEqual([false, true]);
    expect(pricerFor(aTable(parts), aContext())('MUG', 1)?.taxIncluded).toBe(false);
  });
});
