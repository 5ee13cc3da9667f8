import { availabilityOf, looksTheSame, sellsIn } from './availability';
import type { StockLevel } from './stock-level';

const level = (over: Partial<StockLevel>): StockLevel => ({
  sku: 'MUG',
  location: 'us-east',
  region: 'US',
  storeId: undefined,
  onHand: 0,
  available: 0,
  held: 0,
  allocated: 0,
  safetyStock: 0,
  backorderable: false,
  backorderLimit: 0,
  backordered: 0,
  lowStockThreshold: 5,
  version: 1,
  ...over,
});

describe('availability', () => {
  test('is in stock above the threshold, and the count stays hidden', () => {
    expect(availabilityOf([level({ available: 6 })])).toEqual({
      state: 'IN_STOCK',
      quantityAvailable: undefined,
      backorderable: false,
      version: 1,
    });
  });

  test('is low at the threshold, and the count is shown', () => {
    expect(availabilityOf([level({ available: 5 })])).toMatchObject({
      state: 'LOW_STOCK',
      quantityAvailable: 5,
    });
  });

  test('adds the locations up without their safety stock', () => {
    const levels = [
      level({ available: 4, safetyStock: 2, version: 3 }),
      level({ available: 1, safetyStock: 9, version: 4 }),
    ];
    expect(availabilityOf(levels)).toMatchObject({ state: 'LOW_STOCK', quantityAvailable: 2, version: 7 });
  });

  test('is out of stock when nothing can be sold', () => {
    expect(availabilityOf([level({ available: 3, safetyStock: 3 })])).toMatchObject({
      state: 'OUT_OF_STOCK',
      quantityAvailable: 0,
    });
    expect(availabilityOf([])).toEqual({
      state: 'OUT_OF_STOCK',
      quantityAvailable: 0,
      backorderable: false,
      version: 0,
    });
  });

  test('is a backorder while the limit leaves room', () => {
    const backorderable = { backorderable: true, backorderLimit: 4 };
    expect(availabilityOf([level({ ...backorderable, backordered: 3 })])).toMatchObject({
      state: 'BACKORDER',
      backorderable: true,
    });
    expect(availabilityOf([level({ ...backorderable, backordered: 4 })])).toMatchObject({
      state: 'OUT_OF_STOCK',
      backorderable: false,
    });
    expect(availabilityOf([level({ ...backorderable, available: 50 })])).toMatchObject({
      state: 'IN_STOCK',
      backorderable: true,
    });
  });
});

describe('a market', () => {
  test.each([
    [{ region: 'US', storeId: undefined }, true, false],
    [{ region: 'US', storeId: 'main' }, true, true],
    [{ region: 'US', storeId: 'other' }, true, false],
    [{ region: 'EU', storeId: 'main' }, false, false],
  ])('%j is served by a location of every store: %p, by one of store main: %p', (market, shared, own) => {
    expect(sellsIn(level({}), market)).toBe(shared);
    expect(sellsIn(level({ storeId: 'main' }), market)).toBe(own);
  });
});

describe('two answers', () => {
  test('look the same while only their versions differ', () => {
    const one = availabilityOf([level({ available: 50, version: 3 })]);
    expect(looksTheSame(one, availabilityOf([level({ available: 40, version: 4 })]))).toBe(true);
    expect(looksTheSame(one, availabilityOf([level({ available: 5, version: 4 })]))).toBe(false);
  });

  test('differ by the count and by whether a backorder is possible', () => {
    const few = availabilityOf([level({ available: 2 })]);
    expect(looksTheSame(few, availabilityOf([level({ available: 3 })]))).toBe(false);
    const backorder = { backorderable: true, backorderLimit: 1 };
    expect(looksTheSame(few, availabilityOf([level({ available: 2, ...backorder })]))).toBe(false);
  });
});
