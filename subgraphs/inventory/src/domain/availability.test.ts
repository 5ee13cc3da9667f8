import { availabilityOf } from './availability';
import type { StockLevel } from './stock-level';

const level = (over: Partial<StockLevel>): StockLevel => ({
  sku: 'MUG',
  location: 'us-east',
  region: 'US',
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
