import fc from 'fast-check';
import { eventually, pause } from './testing/eventually';
import { createLiveFixture } from './testing/live-fixture';
import type { LiveFixture } from './testing/live-fixture';
import type { RecordingSink } from './testing/recording-sink';

const WATCH =
  'subscription($after: Int) { cartChanged(cartId: "7", afterVersion: $after) { version cause snapshot changes { version } cart { version note } } }';

const BARE = 'subscription { cartChanged(cartId: "7") { version cause } }';

let fixture: LiveFixture;
beforeEach(() => {
  fixture = createLiveFixture();
  fixture.shop.create('7', 'ann');
});
afterEach(() => fixture.stop());

/** Fails unless the changes of all frames after the first are every version from there on, once, in order. */
function expectGapless(sink: RecordingSink): void {
  const [first, ...rest] = sink.envelopes;
  let version = first?.version ?? 0;
  for (const frame of rest) {
    expect(frame.snapshot).toBe(false);
    expect(frame.changes.map((change) => change.version)).toEqual(range(version + 1, frame.version));
    expect(frame.cart?.['version']).toBe(frame.version);
    version = frame.version;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

describe('the last commit of an entity', () => {
  it('is sent to everybody, also to slow readers, and then their streams end', async () => {
    const [fast, slow, bare] = [fixture.watch(WATCH), fixture.watch(WATCH), fixture.watch(BARE)];
    await Promise.all([fast.frame(0), slow.frame(0), bare.frame(0)]);
    slow.isSlow = true;
    await fast.reaches(await fixture.commit('7'));
    const version = fixture.shop.close('7', 'a merge');
    await fixture.poke('7', { id: '7', version });
    for (const sink of [fast, slow]) {
      await eventually(() => sink.ending === 'complete', 'the end of a stream');
      expect(sink.envelopes.at(-1)).toMatchObject({ version, cart: { version } });
      expect(JSON.stringify(sink.frames)).not.toContain('__live');
      expectGapless(sink);
    }
    await eventually(() => bare.ending === 'complete', 'the end of a stream that selects no entity');
    expect(slow.envelopes.at(-1)?.changes.map((change) => change.version)).toEqual([2, 3]);
  });

  it('is all that a late subscriber gets; one that has it already gets nothing but the end', async () => {
    const version = fixture.shop.close('7', 'a merge');
    const late = fixture.watch(WATCH);
    const known = fixture.watch({ query: WATCH, variables: { after: version } });
    for (const sink of [late, known])
      await eventually(() => sink.ending === 'complete', 'the end of a stream');
    expect([late.frames.length, known.frames.length]).toEqual([1, 0]);
    expect(late.envelopes).toMatchObject([{ version, snapshot: true }]);
  });
});

describe('changes', () => {
  it('begin with a snapshot and then name every commit', async () => {
    const sink = fixture.watch(WATCH);
    expect((await sink.frame(0)).data?.['cartChanged']).toMatchObject({
      version: 1,
      cause: 'CREATED',
      snapshot: true,
      changes: [],
    });
    for (let i = 0; i < 5; i += 1) {
      const version = await fixture.commit('7');
      await sink.reaches(version);
    }
    expectGapless(sink);
    expect(sink.envelopes).toHaveLength(6);
  });

  it('survive a burst: few messages, none lost, never backwards', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    await Promise.all(range(1, 500).map(() => fixture.commit('7')));
    await sink.reaches(501);
    expectGapless(sink);
    expect(sink.frames.length).toBeLessThan(20);
  });

  it('reach over more commits than one page of the log holds', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    for (let i = 0; i < 600; i += 1) fixture.shop.commit('7');
    await fixture.poke('7', { id: '7', version: 601 });
    const last = await sink.reaches(601);
    expect(last.changes).toHaveLength(600);
    expectGapless(sink);
  });

  it('cover what a slow reader has skipped', async () => {
    const slow = fixture.watch(WATCH);
    const fast = fixture.watch(WATCH);
    await slow.frame(0);
    slow.isSlow = true;
    for (let i = 0; i < 4; i += 1) await fast.reaches(await fixture.commit('7'));
    expect(slow.frames).toHaveLength(1);
    slow.resume();
    expect(slow.envelopes).toHaveLength(2);
    expectGapless(slow);
    expectGapless(fast);
  });

  it('are read again from the owner for a reader that is behind what the group remembers', async () => {
    const small = createLiveFixture({ keptChanges: 2 });
    small.shop.create('7', 'ann');
    const slow = small.watch(WATCH);
    const fast = small.watch(WATCH);
    await Promise.all([slow.frame(0), fast.frame(0)]);
    slow.isSlow = true;
    for (let i = 0; i < 10; i += 1) await fast.reaches(await small.commit('7'));
    slow.resume();
    await slow.reaches(11);
    expectGapless(slow);
    await small.stop();
  });

  it('wait for a log that is behind the state', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    fixture.shop.logLag = 1;
    await fixture.commit('7');
    await pause(10);
    expect(sink.frames).toHaveLength(1);
    fixture.shop.logLag = 0;
    await sink.reaches(2);
    expectGapless(sink);
  });

  it('become a snapshot when the owner has lost that part of its log', async () => {
    const sink = fixture.watch(WATCH);
    await sink.frame(0);
    for (let i = 0; i < 5; i += 1) fixture.shop.commit('7');
    fixture.shop.purgedUpTo = 4;
    await fixture.poke('7', { version: 6 });
    expect(await sink.reaches(6)).toMatchObject({ snapshot: true, changes: [], cause: 'ADDED' });
  });

  it('have no gap for any subscriber under random commits, pokes, stalls and comings', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant<Action>('commit') },
      fc.constantFrom<Action>('poke', 'stall', 'resume', 'join', 'wait', 'burst'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        fixture.shop.create('7', 'ann');
        const sinks = [fixture.watch(WATCH)];
        for (const action of steps) await act(action, sinks);
        await pause(5);
        for (const sink of sinks) sink.resume();
        const last = await fixture.commit('7');
        await Promise.all(sinks.map((sink) => sink.reaches(last)));
        for (const sink of sinks) {
          expect(sink.envelopes[0]?.snapshot).toBe(true);
          expectGapless(sink);
          sink.leave();
        }
        await pause(60);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

type Action = 'commit' | 'burst' | 'poke' | 'stall' | 'resume' | 'join' | 'wait';

async function act(action: Action, sinks: RecordingSink[]): Promise<void> {
  const actions: Record<Action, () => unknown> = {
    commit: () => fixture.commit('7'),
    burst: () => Promise.all(range(1, 7).map(() => fixture.commit('7'))),
    poke: () => fixture.poke('7', { version: 1 + Math.floor(fixture.shop.version('7') / 2) }),
    stall: () => {
      for (const [index, sink] of sinks.entries()) sink.isSlow = index % 2 === 0;
    },
    resume: () => {
      for (const sink of sinks) sink.resume();
    },
    join: () => sinks.push(fixture.watch(WATCH)),
    wait: () => pause(3),
  };
  await actions[action]();
}

describe('afterVersion', () => {
  const watchAfter = (after: number | null): RecordingSink =>
    fixture.watch({ query: WATCH, variables: { after } });
  beforeEach(() => {
    for (let i = 0; i < 4; i += 1) fixture.shop.commit('7');
  });

  it('equal to the current version brings no first frame, then what follows', async () => {
    const sink = watchAfter(5);
    await pause(30);
    expect(sink.frames).toHaveLength(0);
    await fixture.commit('7');
    expect(await sink.reaches(6)).toMatchObject({ snapshot: false, changes: [{ version: 6 }] });
  });

  it('older brings what was missed', async () => {
    const sink = watchAfter(2);
    expect(await sink.reaches(5)).toMatchObject({
      snapshot: false,
      changes: [{ version: 3 }, { version: 4 }, { version: 5 }],
    });
  });

  it('0 brings the whole history', async () => {
    expect((await watchAfter(0).reaches(5)).changes).toHaveLength(5);
  });

  it.each([
    ['of the future', 99],
    ['before all time', -3],
    ['null', null],
  ])('%s brings a snapshot', async (_, after) => {
    expect(await watchAfter(after).reaches(5)).toMatchObject({ snapshot: true, changes: [] });
  });

  it('beyond the reach of the log brings a snapshot', async () => {
    fixture.shop.purgedUpTo = 3;
    expect(await watchAfter(1).reaches(5)).toMatchObject({ snapshot: true, changes: [] });
    expect(await watchAfter(3).reaches(5)).toMatchObject({
      snapshot: false,
      changes: [{ version: 4 }, { version: 5 }],
    });
  });

  it('does not keep subscribers apart, as a variable or as a literal', async () => {
    const query = (argument: string): string =>
      `subscription { cartChanged(cartId: "7"${argument}) { version changes { version } snapshot } }`;
    const sinks = [
      fixture.watch(query(', afterVersion: 4')),
      fixture.watch(query(', afterVersion: 2')),
      fixture.watch(query('')),
    ];
    await Promise.all(sinks.map((sink) => sink.reaches(5)));
    expect(sinks.map((sink) => sink.envelopes[0]?.changes.length)).toEqual([1, 3, 0]);
    expect(fixture.engine.stats()).toEqual({ groups: 1, subscribers: 3 });
  });

  it('is served from the owner for somebody who joins a group that has seen less', async () => {
    const first = watchAfter(null);
    await first.reaches(5);
    const second = watchAfter(1);
    expect((await second.reaches(5)).changes.map(({ version }) => version)).toEqual([2, 3, 4, 5]);
    expect(first.frames).toHaveLength(1);
  });
});
