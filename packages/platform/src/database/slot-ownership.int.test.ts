import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { createLogger } from '../logging/logger';
import { sleep } from '../time/deadline';
import { createDatabase } from './database';
import { SlotOwnership } from './slot-ownership';
import type { Slot } from './slot-ownership';

let testDatabase: TestDatabase;
const members: Member[] = [];
const logger = createLogger({ name: 'test', level: 'silent' });
beforeAll(async () => {
  testDatabase = await createTestDatabase('empty');
});
afterEach(async () => {
  await Promise.all(members.splice(0).map((member) => member.ownership.stop()));
});
afterAll(() => testDatabase.drop());

interface Member {
  readonly ownership: SlotOwnership<Slot>;
  readonly owned: Set<string>;
}

const SLOTS: readonly Slot[] = Array.from({ length: 7 }, (_, n) => ({ pool: 'p', name: String(n) }));
const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

async function join(
  group: string,
  hold?: (slot: Slot, signal: AbortSignal) => Promise<void>,
): Promise<Member> {
  const owned = new Set<string>();
  const ownership = new SlotOwnership<Slot>({
    url: testDatabase.url,
    group,
    slots: SLOTS,
    logger,
    tickMs: 50,
    hold:
      hold ??
      (async (slot, signal) => {
        owned.add(slot.name);
        await untilAborted(signal);
        owned.delete(slot.name);
      }),
  });
  const member = { ownership, owned };
  members.push(member);
  await ownership.start();
  return member;
}
const sizes = (...of: readonly Member[]): number[] => of.map((member) => member.owned.size);
describe('slot ownership', () => {
  test('one member has all; members that come and go share evenly, every slot with exactly one owner', async () => {
    const a = await join('even');
    await eventually(() => a.owned.size === 7);
    const b = await join('even');
    await eventually(() => a.owned.size === 4 && b.owned.size === 3);
    const c = await join('even');
    await eventually(
      () => Math.max(...sizes(a, b, c)) === 3 && sizes(a, b, c).reduce((sum, n) => sum + n) === 7,
    );
    expect(new Set([...a.owned, ...b.owned, ...c.owned]).size).toBe(7);
    await b.ownership.stop();
    expect(b.owned.size).toBe(0);
    await eventually(() => a.owned.size + c.owned.size === 7);
  });

  test('two groups do not meet', async () => {
    const [a, b] = await Promise.all([join('one'), join('two')]);
    await eventually(() => a.owned.size === 7 && b.owned.size === 7);
  });

  test('a member whose connection is cut is told, and takes its slots again', async () => {
    let losses = 0;
    let gains = 0;
    await join('cut', async (_, signal) => {
      gains += 1;
      await untilAborted(signal);
      losses += 1;
    });
    await eventually(() => gains === 7);
    const database = createDatabase({ url: testDatabase.url, name: 'admin' });
    await database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'agora-slots-cut'",
    );
    await eventually(() => losses === 7 && gains === 14);
    await database.close();
  });

  test('work that fails gives its slot up and gets it again later', async () => {
    let attempts = 0;
    await join('failing', async (slot, signal) => {
      if (slot.name !== '0') return untilAborted(signal);
      attempts += 1;
      throw new Error('no');
    });
    await eventually(() => attempts >= 3);
  });

  test('stopping waits until the work has ended', async () => {
    let running = 0;
    const member = await join('stopping', async (_, signal) => {
      running += 1;
      await untilAborted(signal);
      await sleep(80);
      running -= 1;
    });
    await eventually(() => running === 7);
    await member.ownership.stop();
    expect(running).toBe(0);
  });

  test('starts and stops without a server', async () => {
    const url = new URL(testDatabase.url);
    url.port = '1';
    const lonely = new SlotOwnership<Slot>({
      url: url.href,
      group: 'lonely',
      slots: SLOTS,
      logger,
      hold: () => Promise.resolve(),
    });
    await lonely.start();
    await lonely.stop();
  });
});
