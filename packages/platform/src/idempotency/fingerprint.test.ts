import { canonicalJson, fingerprint } from './fingerprint';

class Input {
  constructor(
    readonly sku: string,
    readonly note?: string,
  ) {}
}

describe('the fingerprint of an input', () => {
  test('does not depend on the order of keys, on absent members or on the class', () => {
    const plain = fingerprint({ lines: [{ sku: 'A', quantity: 1 }], input: { sku: 'B' } });
    expect(
      fingerprint({ input: new Input('B'), lines: [{ quantity: 1, sku: 'A', note: undefined }] }),
    ).toEqual(plain);
    expect(plain).toHaveLength(32);
  });

  test('tells lists in another order, null, numbers and texts apart', () => {
    const texts = [[1, 2], [2, 1], ['1', 2], { a: null }, {}, '', null, 0].map(canonicalJson);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('writes dates as ISO text and a bigint as digits', () => {
    expect(canonicalJson({ at: new Date(0), minor: 12n, text: '12' })).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","minor":12,"text":"12"}',
    );
  });

  test('refuses what cannot come from a request', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => fingerprint(circle)).toThrow(TypeError);
    expect(() => fingerprint({ run: () => 1 })).toThrow(TypeError);
  });
});
