import { ANONYMOUS, REVOKED_CHANNEL } from '@agora/platform/auth';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { Revocations } from './revocations';
import { pause } from './testing/eventually';

const logger = createLogger({ name: 'test', level: 'silent' });
const guest = { ...ANONYMOUS, sessionId: 's1', tokenVersion: 1 };
const both = { ...guest, role: 'customer' as const, subject: 'c1', customerId: 'c1' };

function setUp(): { pubsub: MemoryPubSub; revocations: Revocations; ended: string[] } {
  const pubsub = new MemoryPubSub(logger);
  return { pubsub, revocations: new Revocations(pubsub, logger), ended: [] };
}

describe('an identity that ended', () => {
  it('ends what is open on its behalf and nothing else, once', async () => {
    const { pubsub, revocations, ended } = setUp();
    revocations.watch(guest, () => void ended.push('guest'));
    revocations.watch(both, () => void ended.push('both'));
    revocations.watch({ ...guest, sessionId: 's2' }, () => void ended.push('other'));
    revocations.watch(ANONYMOUS, () => void ended.push('anonymous'));
    await pubsub.publish(REVOKED_CHANNEL, { subject: 'session:s1' });
    await pubsub.publish(REVOKED_CHANNEL, { subject: 'session:s1' });
    await pause(5);
    expect(ended).toEqual(['guest', 'both']);
  });

  it('may be the subject of a token', async () => {
    const { pubsub, revocations, ended } = setUp();
    revocations.watch(both, () => void ended.push('both'));
    await pubsub.publish(REVOKED_CHANNEL, { subject: 'customer:c1' });
    await pause(5);
    expect(ended).toEqual(['both']);
  });

  it('is not told to what has gone, nor after the end, and nonsense does nothing', async () => {
    const { pubsub, revocations, ended } = setUp();
    const stop = revocations.watch(guest, () => void ended.push('gone'));
    stop();
    stop();
    revocations.watch(both, () => void ended.push('closed'));
    for (const nonsense of [null, 1, 'session:s1', [], { subject: 1 }, { other: 'session:s1' }])
      await pubsub.publish(REVOKED_CHANNEL, nonsense);
    revocations.close();
    await pubsub.publish(REVOKED_CHANNEL, { subject: 'session:s1' });
    await pause(5);
    expect(ended).toEqual([]);
  });
});
