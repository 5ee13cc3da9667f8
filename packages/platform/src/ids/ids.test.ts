import { idFrom } from './deterministic-id';
import { isUuid, newId } from './uuid-v7';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function timeOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}

describe('a new id', () => {
  test('is a UUID version 7 that carries the time', () => {
    const beforeMs = Date.now();
    const id = newId();
    expect(id).toMatch(UUID_V7);
    expect(isUuid(id)).toBe(true);
    expect(timeOf(id) - beforeMs).toBeGreaterThanOrEqual(0);
    expect(timeOf(id) - beforeMs).toBeLessThan(1_000);
  });

  test('is unique and sorts behind every earlier one, within a millisecond too', () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
  });

  test('still sorts behind when the clock steps back', () => {
    const nowMs = Date.now() + 60_000;
    const ids = [newId(nowMs), newId(nowMs - 5_000), newId(nowMs), newId(nowMs - 1)];
    expect([...ids].sort()).toEqual(ids);
  });

  test('borrows the next millisecond when one is used up', () => {
    const nowMs = Date.now() + 120_000;
    const ids = Array.from({ length: 5_000 }, () => newId(nowMs));
    expect([...ids].sort()).toEqual(ids);
    expect(timeOf(ids.at(-1) ?? '') - nowMs).toBeLessThanOrEqual(2);
  });
});

describe('a deterministic id', () => {
  test('is the same for the same name, another for another name, and a UUID version 8', () => {
    expect(idFrom('seed:product:1')).toBe(idFrom('seed:product:1'));
    expect(idFrom('seed:product:1')).not.toBe(idFrom('seed:product:2'));
    expect(idFrom('any')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

test.each([
  ['0192f0c1-0000-7000-8000-000000000001', true],
  ['0192F0C1-0000-7000-8000-000000000001', true],
  ['0192f0c1-0000-7000-8000-00000000000', false],
  ["0192f0c1-0000-7000-8000-000000000001'--", false],
  ['', false],
  [null, false],
  [42, false],
])('%p has the form of a UUID: %p', (value, isOne) => {
  expect(isUuid(value)).toBe(isOne);
});
