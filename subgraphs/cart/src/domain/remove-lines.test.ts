import { cartLine, cartWith, changeOf } from './cart-fixture.suite';
import { increasesBySku, touchedSkuQuantities } from './change';
import { decideClear, decideRemoveLines } from './remove-lines';

const ENGRAVED = [{ key: 'engraving', value: 'Ada' }];
const cart = cartWith([cartLine('A', 2), cartLine('A', 1, ENGRAVED), cartLine('B', 3)]);
const idOf = (index: number): string => cart.lines[index]?.id ?? '';

describe('removing lines', () => {
  test('removes one line by id and announces what is left of its sku', () => {
    const change = changeOf(decideRemoveLines(cart, { lineIds: [idOf(0)], skus: [] }));
    expect(change.removed.map(({ id }) => id)).toEqual([idOf(0)]);
    expect(Object.fromEntries(touchedSkuQuantities(change))).toEqual({ A: 1 });
    expect(increasesBySku(change).size).toBe(0);
  });

  test('removes every line of a sku, also one that was named by id as well', () => {
    const change = changeOf(decideRemoveLines(cart, { lineIds: [idOf(1)], skus: ['A'] }));
    expect(change.removed).toHaveLength(2);
    expect(change.resulting.map(({ sku }) => sku)).toEqual(['B']);
  });

  test('refuses what is not there, by its place', () => {
    expect(decideRemoveLines(cart, { lineIds: [idOf(0), 'x'], skus: [] })).toEqual({
      kind: 'rejected',
      rejections: [{ kind: 'LINE_NOT_FOUND', index: 1 }],
    });
    expect(decideRemoveLines(cart, { lineIds: [], skus: ['Z'] }).kind).toBe('rejected');
  });

  test('clearing removes all lines, and an empty cart is left as it is', () => {
    const change = changeOf(decideClear(cart));
    expect(change).toMatchObject({ cause: 'CLEARED', resulting: [] });
    expect(Object.fromEntries(touchedSkuQuantities(change))).toEqual({ A: 0, B: 0 });
    expect(decideClear(cartWith([]))).toEqual({ kind: 'unchanged' });
  });
});
