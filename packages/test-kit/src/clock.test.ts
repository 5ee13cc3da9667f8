import { MovableClock } from './clock';

describe('a movable clock', () => {
  it('stands still between moves', () => {
    const clock = new MovableClock();
    expect(clock.now()).toEqual(clock.now());
    expect(clock.nowMs()).toBe(clock.now().getTime());
  });

  it('moves on, back and to a moment', () => {
    const clock = new MovableClock(new Date(1_000));
    clock.advance(500);
    expect(clock.nowMs()).toBe(1_500);
    clock.advance(-1_000);
    expect(clock.nowMs()).toBe(500);
    clock.set(new Date(9));
    expect(clock.nowMs()).toBe(9);
  });

  it('cannot be moved through a date it handed out', () => {
    const clock = new MovableClock(new Date(1_000));
    clock.now().setTime(0);
    expect(clock.nowMs()).toBe(1_000);
  });
});
