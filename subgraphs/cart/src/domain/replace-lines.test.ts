import { cartLine, cartWith, changeOf, wantedLine } from './cart-fixture.suite';
import { decideReplaceLines } from './replace-lines';

const ENGRAVED = [{ key: 'text', value: 'Ann' }];

describe('replacing the lines of a cart', () => {
  test('removes what is not wanted, sets what is, and keeps the identity of equal lines', () => {
    const cart = cartWith([cartLine('MUG', 5), cartLine('LAMP', 1)]);
    const change = changeOf(decideReplaceLines(cart, [wantedLine('MUG', 2), wantedLine('MUG', 1, ENGRAVED)]));
    expect(change.cause).toBe('RESTORED');
    expect(change.removed).toMatchObject([{ sku: 'LAMP' }]);
    expect(change.lines).toMatchObject([
      { id: cart.lines[0]?.id, quantity: 2, delta: -3 },
      { sku: 'MUG', quantity: 1, delta: 1 },
    ]);
    expect(change.resulting.map(({ quantity }) => quantity)).toEqual([2, 1]);
  });

  test('changes nothing when the cart is like that, and empties it for no lines', () => {
    const cart = cartWith([cartLine('MUG', 2)]);
    expect(decideReplaceLines(cart, [wantedLine('MUG', 2)])).toEqual({ kind: 'unchanged' });
    expect(decideReplaceLines(cartWith([]), [])).toEqual({ kind: 'unchanged' });
    expect(changeOf(decideReplaceLines(cart, []))).toMatchObject({ lines: [], resulting: [] });
  });

  test('is refused like an add when a line cannot be had', () => {
    const cart = cartWith([cartLine('MUG', 2)]);
    const gone = wantedLine('OLD', 1, [], { variant: undefined });
    expect(decideReplaceLines(cart, [wantedLine('MUG', 1), gone])).toMatchObject({
      kind: 'rejected',
      rejections: [{ kind: 'VARIANT_NOT_FOUND', index: 1 }],
    });
    expect(decideReplaceLines(cart, [wantedLine('MUG', 60), wantedLine('MUG', 60)])).toMatchObject({
      rejections: [{ kind: 'QUANTITY_OUT_OF_RANGE' }],
    });
  });
});
