import { decideAddLines } from './add-lines';
import { cartLine, cartWith, changeOf, wantedLine } from './cart-fixture.suite';
import { withinGranted } from './partial-grant';
import { decideSetQuantities } from './set-quantities';

const ENGRAVED = [{ key: 'text', value: 'Ann' }];

describe('a change with less than was wanted', () => {
  test('is the change itself when everything was granted', () => {
    const change = changeOf(decideAddLines(cartWith([]), [wantedLine('MUG', 3)]));
    expect(withinGranted(change, new Map([['MUG', 3]]))).toEqual({ change, shortages: [] });
  });

  test('adds what there is and says what is missing', () => {
    const change = changeOf(decideAddLines(cartWith([cartLine('MUG', 2)]), [wantedLine('MUG', 5)]));
    const { change: fitted, shortages } = withinGranted(change, new Map([['MUG', 1]]));
    expect(fitted.lines).toMatchObject([{ sku: 'MUG', quantity: 3, delta: 1 }]);
    expect(fitted.resulting).toMatchObject([{ sku: 'MUG', quantity: 3 }]);
    expect(shortages).toEqual([{ sku: 'MUG', requested: 5, available: 1 }]);
  });

  test('leaves out a new line without a unit, and takes from the last line of a sku first', () => {
    const wanted = [wantedLine('MUG', 2), wantedLine('MUG', 2, ENGRAVED), wantedLine('LAMP', 1)];
    const change = changeOf(decideAddLines(cartWith([]), wanted));
    const fitted = withinGranted(change, new Map([['MUG', 1]])).change;
    expect(fitted.lines).toMatchObject([{ sku: 'MUG', attributesHash: '', quantity: 1, delta: 1 }]);
    expect(fitted.resulting).toHaveLength(1);
  });

  test('keeps what the change lowers and removes', () => {
    const cart = cartWith([cartLine('MUG', 5), cartLine('LAMP', 1), cartLine('NOVEL', 1)]);
    const wanted = [
      { lineId: null, sku: 'MUG', quantity: 2 },
      { lineId: null, sku: 'LAMP', quantity: 4 },
      { lineId: null, sku: 'NOVEL', quantity: 0 },
    ];
    const fitted = withinGranted(changeOf(decideSetQuantities(cart, wanted)), new Map()).change;
    expect(fitted.lines).toMatchObject([{ sku: 'MUG', quantity: 2, delta: -3 }]);
    expect(fitted.removed).toMatchObject([{ sku: 'NOVEL' }]);
    expect(fitted.resulting).toMatchObject([
      { sku: 'MUG', quantity: 2 },
      { sku: 'LAMP', quantity: 1 },
    ]);
  });
});
