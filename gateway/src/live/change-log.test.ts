import { ChangeLog, missesCommits } from './change-log';

const entries = (...versions: number[]): { version: number }[] => versions.map((version) => ({ version }));
const versions = (log: ChangeLog, base: number): number[] | undefined =>
  log.since(base)?.map(({ version }) => version);

describe('the change log', () => {
  it('lists what came after a version, oldest first', () => {
    const log = new ChangeLog(10);
    log.accept(3, entries(1, 2, 3));
    log.accept(5, entries(4, 5));
    expect(versions(log, 2)).toEqual([3, 4, 5]);
    expect(versions(log, 5)).toEqual([]);
    expect(log.newest).toEqual({ version: 5 });
  });

  it('never gives a list with a hole', () => {
    const log = new ChangeLog(10);
    log.accept(3, entries(1, 2, 3));
    log.accept(6, entries(5, 6));
    expect(versions(log, 3)).toBeUndefined();
    expect(versions(log, 4)).toEqual([5, 6]);
  });

  it('can be extended backwards', () => {
    const log = new ChangeLog(10);
    log.accept(6, entries(6));
    expect(versions(log, 3)).toBeUndefined();
    log.accept(6, entries(4, 5, 6));
    expect(versions(log, 3)).toEqual([4, 5, 6]);
  });

  it('ignores commits later than the state they came with', () => {
    const log = new ChangeLog(10);
    log.accept(2, entries(1, 2, 3));
    expect(versions(log, 0)).toEqual([1, 2]);
  });

  it('forgets the oldest beyond its limit, one accept later', () => {
    const log = new ChangeLog(2);
    log.accept(5, entries(1, 2, 3, 4, 5));
    expect(versions(log, 0)).toHaveLength(5);
    log.accept(6, entries(6));
    expect(versions(log, 0)).toBeUndefined();
    expect(versions(log, 3)).toEqual([4, 5, 6]);
  });

  it('knows nothing after it was cleared', () => {
    const log = new ChangeLog(2);
    log.accept(5, entries(5));
    log.clear();
    log.accept(1, entries(1));
    expect(versions(log, 0)).toEqual([1]);
  });
});

test('a list that lacks a commit is recognised', () => {
  expect(missesCommits(entries(3, 4, 5), 2, 5)).toBe(false);
  expect(missesCommits(entries(3, 5), 2, 5)).toBe(true);
  expect(missesCommits([], 5, 5)).toBe(false);
});
