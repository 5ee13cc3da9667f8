import { DOUBT_MS, VersionOrder } from './version-order';

describe('the order of versions', () => {
  it('accepts the first and every newer version', () => {
    const order = new VersionOrder();
    expect(order.judge(3)).toEqual({ kind: 'accept' });
    order.show(3);
    expect(order.judge(5)).toEqual({ kind: 'accept' });
  });

  it('reads again when a read is behind what was announced, then takes it as it is', () => {
    const order = new VersionOrder();
    order.show(3);
    expect(order.announce(4)).toBe('newer');
    const waits = [1, 2, 3, 4].map(() => order.judge(3));
    expect(waits).toEqual([20, 40, 80, 160].map((afterMs) => ({ kind: 'reread', afterMs })));
    expect(order.judge(3)).toEqual({ kind: 'accept' });
  });

  it('shows progress and still comes back for the rest', () => {
    const order = new VersionOrder();
    order.announce(5);
    expect(order.judge(4)).toEqual({ kind: 'accept' });
    expect(order.show(4)).toBe(20);
    expect(order.judge(5)).toEqual({ kind: 'accept' });
    expect(order.show(5)).toBeUndefined();
  });

  it('tells known and older announcements from newer ones', () => {
    const order = new VersionOrder();
    expect(order.announce(1)).toBe('newer');
    order.show(3);
    expect(order.announce(3)).toBe('known');
    expect(order.announce(2)).toBe('older');
  });

  it('doubts a version that went backwards until it is confirmed', () => {
    const order = new VersionOrder();
    order.show(7);
    expect(order.judge(1)).toEqual({ kind: 'reread', afterMs: DOUBT_MS });
    expect(order.judge(1)).toEqual({ kind: 'restart' });
    order.restart();
    expect(order.judge(1)).toEqual({ kind: 'accept' });
  });

  it('forgets a doubt when the next read is right again', () => {
    const order = new VersionOrder();
    order.show(7);
    order.judge(6);
    expect(order.judge(7)).toEqual({ kind: 'accept' });
    expect(order.judge(6)).toEqual({ kind: 'reread', afterMs: DOUBT_MS });
  });
});
