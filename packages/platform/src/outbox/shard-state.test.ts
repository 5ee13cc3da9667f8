import type { OutboxRow } from './outbox-row';
import { ShardState } from './shard-state';

const row = (seq: bigint, aggregate_id = 'k'): OutboxRow => ({
  shard: 0,
  seq,
  event_id: 'e',
  type: 't',
  aggregate_id,
  aggregate_version: 1,
  payload: {},
  headers: {},
  attempts: 0,
  created_at: new Date(0),
});
const bounds = (xmin: bigint, xmax: bigint) => ({ xmin, xmax });

describe('the low-water mark of a shard', () => {
  test('rises only when every transaction that ran at the read has ended', () => {
    const shard = new ShardState();
    shard.wasSent(10n, bounds(100n, 105n), []);
    shard.wasRead([], bounds(104n, 110n));
    expect(shard.mark).toBe(-1n);
    shard.wasRead([], bounds(105n, 110n));
    expect(shard.mark).toBe(10n);
  });

  test('waits for a row that was committed late', () => {
    const shard = new ShardState();
    shard.wasSent(10n, bounds(100n, 105n), []);
    shard.wasRead([row(7n), row(11n)], bounds(120n, 120n));
    expect(shard.mark).toBe(-1n);
    shard.wasSent(11n, bounds(120n, 120n), []);
    shard.wasRead([], bounds(121n, 121n));
    expect(shard.mark).toBe(10n);
  });

  test('never passes a parked row or one that is kept', () => {
    const shard = new ShardState();
    shard.park(row(4n, 'bad'), Date.now() + 60_000);
    shard.wasSent(10n, bounds(1n, 5n), []);
    shard.wasRead([], bounds(9n, 9n));
    expect(shard.mark).toBe(3n);
    const other = new ShardState();
    other.wasSent(10n, bounds(1n, 5n), [6n]);
    other.park(row(9n, 'bad'), Date.now() + 60_000);
    other.wasRead([], bounds(9n, 9n));
    expect(other.mark).toBe(5n);
  });

  test('begins again with a rescan', () => {
    const shard = new ShardState();
    shard.wasSent(10n, bounds(1n, 5n), []);
    shard.wasRead([], bounds(9n, 9n));
    shard.rescan();
    expect(shard.mark).toBe(-1n);
  });
});

test('a key is parked until its time and no longer', () => {
  const shard = new ShardState();
  shard.park(row(4n, 'bad'), 1_000);
  expect(shard.parkedKeys(999)).toEqual(['bad']);
  expect(shard.parkedKeys(1_000)).toEqual([]);
});
