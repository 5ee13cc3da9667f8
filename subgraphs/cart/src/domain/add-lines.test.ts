import fc from 'fast-check';
import { decideAddLines } from './add-lines';
import { MAX_LINES, quantityBySku, totalQuantity } from './cart';
import type { Cart } from './cart';
import { applied, cartLine, cartWith, changeOf, wantedLine } from './cart-fixture.suite';
import { increasesBySku, touchedSkuQuantities } from './change';

const ENGRAVED = [{ key: 'engraving', value: 'Ada' }];

describe('adding lines', () => {
  test('raises the line with the same variant and attributes, and opens one for anything else', () => {
    const cart = cartWith([cartLine('MUG', 2)]);
    const change = changeOf(
      decideAddLines(cart, [wantedLine('MUG', 3), wantedLine('MUG', 1, ENGRAVED), wantedLine('NOVEL')]),
    );
    expect(change.lines.map(({ sku, quantity, delta }) => [sku, quantity, delta])).toEqual([
      ['MUG', 5, 3],
      ['MUG', 1, 1],
      ['NOVEL', 1, 1],
    ]);
    expect(change.lines[0]?.id).toBe(cart.lines[0]?.id);
    expect(change.resulting).toHaveLength(3);
    expect(change.cause).toBe('LINES_ADDED');
  });

  test('adds up equal entries of one request', () => {
    const change = changeOf(decideAddLines(cartWith([]), [wantedLine('MUG', 2), wantedLine('MUG', 3)]));
    expect(change.lines).toHaveLength(1);
    expect(change.lines[0]).toMatchObject({ quantity: 5, delta: 5 });
  });

  test.each([0, -1, 101, 1e9])('refuses a quantity of %d', (quantity) => {
    expect(decideAddLines(cartWith([]), [wantedLine('MUG', quantity)])).toEqual({
      kind: 'rejected',
      rejections: [{ kind: 'QUANTITY_OUT_OF_RANGE', index: 0, quantity }],
    });
  });

  test('refuses to take a line above 100 units, naming what it would have had', () => {
    expect(decideAddLines(cartWith([cartLine('MUG', 99)]), [wantedLine('MUG', 2)])).toEqual({
      kind: 'rejected',
      rejections: [{ kind: 'QUANTITY_OUT_OF_RANGE', index: 0, quantity: 101 }],
    });
  });

  test('names every entry that is unknown or not for sale', () => {
    const known = wantedLine('SOLD');
    const notSold = known.variant === undefined ? undefined : { ...known.variant, isSellable: false };
    const decision = decideAddLines(cartWith([]), [
      wantedLine('MUG'),
      wantedLine('NONE', 1, [], { variant: undefined }),
      { ...known, variant: notSold },
    ]);
    expect(decision).toEqual({
      kind: 'rejected',
      rejections: [
        { kind: 'VARIANT_NOT_FOUND', index: 1, sku: 'NONE' },
        { kind: 'VARIANT_UNAVAILABLE', index: 2, sku: 'SOLD' },
      ],
    });
  });

  test('refuses the 251st line but still raises one of the 250', () => {
    const full = cartWith(Array.from({ length: MAX_LINES }, (_, n) => cartLine(`S${String(n)}`)));
    expect(decideAddLines(full, [wantedLine('MORE')])).toEqual({
      kind: 'rejected',
      rejections: [{ kind: 'TOO_MANY_LINES' }],
    });
    expect(changeOf(decideAddLines(full, [wantedLine('S7')])).resulting).toHaveLength(MAX_LINES);
  });
});

const requests = fc.array(
  fc.array(
    fc.record({
      sku: fc.constantFrom('A', 'B', 'C'),
      quantity: fc.integer({ min: 1, max: 4 }),
      isEngraved: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  { minLength: 1, maxLength: 6 },
);
type Requests = readonly (readonly { sku: string; quantity: number; isEngraved: boolean }[])[];

function carryOut(order: Requests): Cart {
  return order.reduce((cart, request) => {
    const wanted = request.map((line) =>
      wantedLine(line.sku, line.quantity, line.isEngraved ? ENGRAVED : []),
    );
    return applied(cart, changeOf(decideAddLines(cart, wanted)));
  }, cartWith([]));
}

const contentOf = (cart: Cart): string[] =>
  cart.lines.map((line) => `${line.sku}/${line.attributesHash}=${String(line.quantity)}`).sort();

describe('adds in any order', () => {
  test('lead to the same cart', () => {
    fc.assert(
      fc.property(
        requests.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        ([all, shuffled]) => {
          expect(contentOf(carryOut(shuffled))).toEqual(contentOf(carryOut(all)));
        },
      ),
    );
  });

  test('count every unit once: totals, what is reserved and what is announced agree', () => {
    fc.assert(
      fc.property(requests, (all) => {
        let cart = cartWith([]);
        const reserved = new Map<string, number>();
        for (const request of all) {
          const wanted = request.map((line) =>
            wantedLine(line.sku, line.quantity, line.isEngraved ? ENGRAVED : []),
          );
          const change = changeOf(decideAddLines(cart, wanted));
          cart = applied(cart, change);
          for (const [sku, delta] of increasesBySku(change))
            reserved.set(sku, (reserved.get(sku) ?? 0) + delta);
          for (const [sku, quantity] of touchedSkuQuantities(change))
            expect(quantityBySku(cart.lines).get(sku)).toBe(quantity);
        }
        expect(reserved).toEqual(quantityBySku(cart.lines));
        expect(totalQuantity(cart.lines)).toBe(all.flat().reduce((sum, line) => sum + line.quantity, 0));
      }),
    );
  });
});
