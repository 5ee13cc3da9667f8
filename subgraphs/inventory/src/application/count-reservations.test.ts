import { metricsRegistry } from '@agora/platform/metrics';
import { countReservations } from './count-reservations';
import type { ReserveAnswer, Reservations } from './ports';
import type { Reservation } from '../domain/reservation';

const reservation: Reservation = {
  id: 'r1',
  type: 'CART',
  ownerId: 'c1',
  status: 'HELD',
  expiresAt: undefined,
  hardCapAt: undefined,
};
const granted = (asked: number, quantity: number, isReplay = false): ReserveAnswer => ({
  kind: 'granted',
  reservation,
  isReplay,
  grants: [{ sku: 'a', asked, quantity, backordered: 0 }],
});

function answering(answer: ReserveAnswer | Error): Reservations {
  return countReservations({
    reserve: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
    reserveAll: () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve([answer, answer])),
    merge: () => Promise.resolve(),
    allocate: () => Promise.resolve({ kind: 'ended', reservation }),
    commit: () => Promise.resolve('COMMITTED'),
    release: () => Promise.resolve('CONFIRMED'),
    commitPart: () => Promise.resolve('COMMITTED'),
    releasePart: () => Promise.resolve(undefined),
  });
}

async function count(operation: string, result: string): Promise<number> {
  const metric = await metricsRegistry.getSingleMetric('inventory_reservations_total')?.get();
  const value = metric?.values.find(
    ({ labels }) => labels['operation'] === operation && labels['result'] === result,
  );
  return value?.value ?? 0;
}

const command = { operationId: 'o1', cartId: 'c1', region: 'US', lines: [], allowPartial: false };

test.each([
  ['granted', granted(2, 2)],
  ['partial', granted(2, 1)],
  ['repeated', granted(2, 2, true)],
  ['insufficient', { kind: 'insufficient', reservation, shortages: [] }],
  ['notHeld', { kind: 'notHeld', reservation }],
] as const)('a reserve is counted as %s, and its answer handed on', async (result, answer) => {
  const before = await count('reserve', result);
  expect(await answering(answer).reserve(command, {})).toBe(answer);
  expect(await count('reserve', result)).toBe(before + 1);
});

test('a reserve that throws is counted as failed', async () => {
  const before = await count('reserve', 'failed');
  await expect(answering(new Error('lost')).reserve(command, {})).rejects.toThrow('lost');
  expect(await count('reserve', 'failed')).toBe(before + 1);
});

test('the other operations are counted by their status', async () => {
  const counted = answering(granted(1, 1));
  const target = { cartId: 'c1', version: 2, operationId: undefined, quantities: new Map() };
  await counted.merge({ source: { id: 'c2', version: 2 }, target, region: 'US' }, {});
  await counted.allocate({ ...command, cartVersion: 1, orderId: 'x', holdSeconds: 1 }, {});
  await counted.commit('x', 'service:order', {});
  await counted.release({ operationId: 'o1', ownerId: 'x', reason: 'R' }, {});
  const part = { operationId: 'o2', orderId: 'x', lines: [] };
  await counted.commitPart(part, 'service:order', {});
  await counted.releasePart(part, 'R', {});
  expect([
    await count('merge', 'merged'),
    await count('commit_part', 'committed'),
    await count('release_part', 'unknown'),
    await count('allocate', 'ended'),
    await count('commit', 'committed'),
    await count('release', 'confirmed'),
  ]).toEqual([1, 1, 1, 1, 1, 1]);
});
