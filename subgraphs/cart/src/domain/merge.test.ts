import { cartLine, cartWith } from './cart-fixture.suite';
import type { CartLine } from './cart';
import { decideMerge } from './merge';
import type { MergeDecision, MergeStrategy } from './merge';

const NAMED = [{ key: 'text', value: 'Ann' }];
const guest = [cartLine('MUG', 2), cartLine('LAMP', 1), cartLine('MUG', 1, NAMED, { id: 'guest-line' })];
const customer = [cartLine('MUG', 3, [], { id: 'customer-line' }), cartLine('NOVEL', 4)];
const merge = (
  strategy: MergeStrategy,
  from: readonly CartLine[] = guest,
  into: readonly CartLine[] = customer,
  unpriced: readonly string[] = [],
): MergeDecision => decideMerge(cartWith(from), cartWith(into), { strategy, unpriced: new Set(unpriced) });
const resultOf = ({ change }: MergeDecision): [string, number][] =>
  change.resulting.map(({ sku, quantity }): [string, number] => [sku, quantity]).sort();

describe('merging a guest cart into that of a customer', () => {
  test('adds up what both have and takes the rest, personalised lines apart', () => {
    const merged = merge('SUM');
    expect(resultOf(merged)).toEqual([
      ['LAMP', 1],
      ['MUG', 1],
      ['MUG', 5],
      ['NOVEL', 4],
    ]);
    expect(merged.change.lines).toMatchObject([
      { id: 'customer-line', quantity: 5, delta: 2 },
      { sku: 'LAMP', quantity: 1, delta: 1 },
      { id: 'guest-line', quantity: 1, delta: 1 },
    ]);
    expect(merged.report).toEqual([
      { sku: 'MUG', fromQuantity: 2, intoQuantity: 3, resultQuantity: 5, reason: null },
      { sku: 'LAMP', fromQuantity: 1, intoQuantity: 0, resultQuantity: 1, reason: null },
      { sku: 'MUG', fromQuantity: 1, intoQuantity: 0, resultQuantity: 1, reason: null },
    ]);
  });

  test('takes the larger quantity of what both have', () => {
    expect(resultOf(merge('MAX'))).toEqual([
      ['LAMP', 1],
      ['MUG', 1],
      ['MUG', 3],
      ['NOVEL', 4],
    ]);
  });

  test('keeps the customer’s lines and says what was left', () => {
    const merged = merge('KEEP_CUSTOMER');
    expect(merged.change).toMatchObject({ lines: [], removed: [] });
    expect(resultOf(merged)).toEqual([
      ['MUG', 3],
      ['NOVEL', 4],
    ]);
    expect(merged.report.map(({ resultQuantity, reason }) => [resultQuantity, reason])).toEqual([
      [3, 'CUSTOMER_KEPT'],
      [0, 'CUSTOMER_KEPT'],
      [0, 'CUSTOMER_KEPT'],
    ]);
  });

  test('uses the guest’s lines and says which of the customer’s went', () => {
    const merged = merge('USE_GUEST');
    expect(resultOf(merged)).toEqual([
      ['LAMP', 1],
      ['MUG', 1],
      ['MUG', 2],
    ]);
    expect(merged.change.removed).toMatchObject([{ sku: 'NOVEL' }]);
    expect(merged.report.at(-1)).toEqual({
      sku: 'NOVEL',
      fromQuantity: 0,
      intoQuantity: 4,
      resultQuantity: 0,
      reason: 'GUEST_USED',
    });
  });

  test('stops at a hundred units and says so', () => {
    const merged = merge('SUM', [cartLine('MUG', 70)], [cartLine('MUG', 60)]);
    expect(resultOf(merged)).toEqual([['MUG', 100]]);
    expect(merged.report).toMatchObject([{ resultQuantity: 100, reason: 'QUANTITY_LIMIT' }]);
  });

  test('stops at 250 lines, still adds to lines that are there, and says what found no room', () => {
    const full = Array.from({ length: 249 }, (_, n) => cartLine(`S${String(n)}`, 1));
    const merged = merge('SUM', [cartLine('A'), cartLine('B'), cartLine('S0', 2)], full);
    expect(merged.change.resulting).toHaveLength(250);
    expect(merged.report.map(({ sku, resultQuantity, reason }) => [sku, resultQuantity, reason])).toEqual([
      ['A', 1, null],
      ['B', 0, 'LINE_LIMIT'],
      ['S0', 3, null],
    ]);
  });

  test('leaves what has no price as it is and says so', () => {
    const merged = merge('SUM', guest, customer, ['MUG']);
    expect(resultOf(merged)).toEqual([
      ['LAMP', 1],
      ['MUG', 3],
      ['NOVEL', 4],
    ]);
    expect(merged.report.filter(({ reason }) => reason === 'PRICE_UNAVAILABLE')).toHaveLength(2);
  });
});
