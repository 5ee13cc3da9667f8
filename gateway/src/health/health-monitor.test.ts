import { createHealthMonitor } from './health-monitor';
import type { HealthProbe } from './health-monitor';

const well = (name: string): HealthProbe => ({ name, ping: () => Promise.resolve() });
const ill = (name: string): HealthProbe => ({
  name,
  ping: () => Promise.reject(new Error('connect http://10.0.0.7')),
});
const slow = (name: string): HealthProbe => ({ name, ping: () => new Promise(() => undefined) });

const healthOf = (...probes: HealthProbe[]): ReturnType<ReturnType<typeof createHealthMonitor>> =>
  createHealthMonitor({ version: '1.2.3', probes: () => probes, timeoutMs: 20 })();

describe('the health of the gateway', () => {
  it('is ok when every part answers', async () => {
    expect(await healthOf(well('a'), well('b'))).toMatchObject({
      status: 'ok',
      version: '1.2.3',
      services: { a: 'ok', b: 'ok' },
    });
  });

  it('is degraded when a part is missing or hangs, names it and shows no address', async () => {
    expect(await healthOf(well('a'), ill('b'), slow('c'))).toMatchObject({
      status: 'degraded',
      services: { a: 'ok', b: 'does not answer', c: 'does not answer in time' },
    });
  });

  it('is down when no part answers', async () => {
    expect((await healthOf(ill('a'), slow('b'))).status).toBe('down');
  });

  it('asks once for checks that come together', async () => {
    let pings = 0;
    const probe = { name: 'a', ping: () => Promise.resolve(void (pings += 1)) };
    const check = createHealthMonitor({ version: '1', probes: () => [probe] });
    await Promise.all([check(), check(), check()]);
    await check();
    expect(pings).toBe(1);
  });
});
