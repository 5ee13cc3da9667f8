import fc from 'fast-check';
import { quantityBySku } from './cart';
import { applied, cartLine, cartWith, changeOf } from './cart-fixture.suite';
import { covers, increasesBySku, touchedSkuQuantities } from './change';
import { decideSetQuantities } from './set-quantities';

const ENGRAVED = [{ key: 'engraving', value: 'Ada' }];
const bySku = (sku: string, quantity: number): { lineId: null; sku: string; quantity: number } => ({
  lineId: null,
  sku,
  quantity,
});

describe('setting quantities', () => {
  test('changes what differs and removes what becomes zero', () => {
    const cart = cartWith([cartLine('A', 2), cartLine('B', 3), cartLine('C', 4)]);
    const change = changeOf(decideSetQuantities(cart, [bySku('A', 5), bySku('B', 3), bySku('C', 0)]));
    expect(change.cause).toBe('LINES_UPDATED');
    expect(change.lines.map(({ sku, quantity, delta }) => [sku, quantity, delta])).toEqual([['A', 5, 3]]);
    expect(change.removed.map(({ sku }) => sku)).toEqual(['C']);
    expect(Object.fromEntries(touchedSkuQuantities(change))).toEqual({ A: 5, C: 0 });
  });

  test('is a removal when only zeroes are set, and nothing when all is as wanted', () => {
    const cart = cartWith([cartLine('A', 2), cartLine('B', 3)]);
    expect(changeOf(decideSetQuantities(cart, [bySku('A', 0)])).cause).toBe('LINES_REMOVED');
    expect(decideSetQuantities(cart, [bySku('A', 2), bySku('B', 3)])).toEqual({ kind: 'unchanged' });
  });

  test('finds a line by id, and by sku only when one line has it', () => {
    const cart = cartWith([cartLine('A', 1), cartLine('A', 1, ENGRAVED)]);
    expect(decideSetQuantities(cart, [bySku('A', 2)])).toEqual({
      kind: 'rejected',
      rejections: [{ kind: 'LINE_NOT_FOUND', index: 0 }],
    });
    const lineId = cart.lines[1]?.id ?? null;
    expect(changeOf(decideSetQuantities(cart, [{ lineId, sku: null, quantity: 2 }])).lines).toHaveLength(1);
  });

  test('names every entry that is out of range or gone', () => {
    expect(
      decideSetQuantities(cartWith([cartLine('A')]), [bySku('A', 101), bySku('A', -1), bySku('X', 1)]),
    ).toEqual({
      kind: 'rejected',
      rejections: [
        { kind: 'QUANTITY_OUT_OF_RANGE', index: 0, quantity: 101 },
        { kind: 'QUANTITY_OUT_OF_RANGE', index: 1, quantity: -1 },
        { kind: 'LINE_NOT_FOUND', index: 2 },
      ],
    });
  });

  test('reserves per sku: what one line gives up another of the sku takes', () => {
    const cart = cartWith([cartLine('A', 5), cartLine('A', 1, ENGRAVED)]);
    const [plain, engraved] = cart.lines.map((line) => line.id);
    const change = changeOf(
      decideSetQuantities(cart, [
        { lineId: plain ?? null, sku: null, quantity: 2 },
        { lineId: engraved ?? null, sku: null, quantity: 5 },
      ]),
    );
    expect(Object.fromEntries(increasesBySku(change))).toEqual({ A: 1 });
  });

  test('a reservation covers what needs no more of any sku', () => {
    const reserved = new Map([['A', 2]]);
    expect(covers(reserved, new Map())).toBe(true);
    expect(covers(reserved, new Map([['A', 2]]))).toBe(true);
    expect(covers(reserved, new Map([['A', 3]]))).toBe(false);
    expect(covers(reserved, new Map([['B', 1]]))).toBe(false);
  });

  test('whatever is set, the announced quantities are those of the cart, and the increases what it has more', () => {
    const wanted = fc.array(
      fc.record({
        sku: fc.constantFrom('A', 'B', 'C'),
        lineId: fc.constant(null),
        quantity: fc.integer({ min: 0, max: 100 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        wanted,
        fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 }),
        (set, have) => {
          const before = cartWith(['A', 'B', 'C'].map((sku, n) => cartLine(sku, have[n] ?? 1)));
          const decision = decideSetQuantities(before, set);
          if (decision.kind !== 'changed') return;
          const after = applied(before, decision.change);
          const [had, has] = [quantityBySku(before.lines), quantityBySku(after.lines)];
          for (const [sku, quantity] of touchedSkuQuantities(decision.change))
            expect(has.get(sku) ?? 0).toBe(quantity);
          for (const sku of ['A', 'B', 'C']) {
            const more = (has.get(sku) ?? 0) - (had.get(sku) ?? 0);
            expect(increasesBySku(decision.change).get(sku) ?? 0).toBe(Math.max(0, more));
          }
        },
      ),
    );
  });
});
