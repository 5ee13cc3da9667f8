import { eventually } from '@agora/test-kit/eventually';
import { AppError } from '../errors/app-error';
import { newId } from '../ids/uuid-v7';
import { gauge } from '../metrics/metrics';
import { ConsumerLag } from './consumer-lag';
import { COUNTED, createConsumerFixture, effectHandler, quiet } from './consumer-fixture.suite';
import type { ConsumerFixture } from './consumer-fixture.suite';

const lagOf = gauge({ name: 'event_consumer_lag', help: '', labelNames: ['group', 'topic'] });
const ageOf = gauge({ name: 'event_consumer_age_seconds', help: '', labelNames: ['group'] });
const parkedOf = gauge({ name: 'events_parked', help: '', labelNames: ['group'] });

let fixture: ConsumerFixture;
beforeAll(async () => {
  fixture = await createConsumerFixture();
});
afterAll(() => fixture.close());

async function valueOf(metric: typeof lagOf | typeof ageOf, group: string): Promise<number | undefined> {
  const { values } = await metric.get();
  return values.find(({ labels }) => labels.group === group)?.value;
}

test('the lag of a group and the age of what it has at hand are measured, and are gone with their cause', async () => {
  const groupId = `lag-${newId()}`;
  const lag = new ConsumerLag({ transport: fixture.transport, groupId, topics: [COUNTED], logger: quiet });
  await fixture.publish('k:1', 'k:2');
  await lag.sample();
  expect(await valueOf(lagOf, groupId)).toBe(2);
  expect(await valueOf(ageOf, groupId)).toBe(0);

  const message = {
    topic: COUNTED,
    partition: 0,
    offset: 0n,
    key: 'k',
    value: new Uint8Array(),
    headers: {},
  };
  const old = { ...message, appendedAtMs: Date.now() - 60_000 };
  const failing = lag.measure(old, () => Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'away')));
  await expect(failing).rejects.toThrow('away');
  await lag.sample();
  expect(await valueOf(ageOf, groupId)).toBeGreaterThanOrEqual(60);
  await lag.measure(old, () => Promise.resolve());
  await lag.sample();
  expect(await valueOf(ageOf, groupId)).toBe(0);
});

test('parked messages are counted while they are there', async () => {
  const groupId = `parked-${newId()}`;
  let isBad = true;
  const handler = effectHandler(groupId, (key) => {
    if (isBad && key === 'bad') throw new Error('not yet');
  });
  await fixture.consume(handler, { groupId, maxAttempts: 1_000 });
  await fixture.publish('bad:1', 'bad:2');
  await eventually(async () => (await valueOf(parkedOf, groupId)) === 2);
  isBad = false;
  await eventually(async () => (await valueOf(parkedOf, groupId)) === 0);
});
