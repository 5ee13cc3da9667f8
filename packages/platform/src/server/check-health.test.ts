import { checkHealth } from './check-health';

const up = { ping: () => Promise.resolve() };
const down = { ping: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:5432')) };

test.each([
  [up, up, 'ok'],
  [up, down, 'degraded'],
  [down, up, 'down'],
])(
  'a subgraph is down without an essential part and degraded without another (%#)',
  async (database, events, status) => {
    const report = await checkHealth({
      database: { isEssential: true, ...database },
      events: { isEssential: false, ...events },
    });
    expect(report.status).toBe(status);
  },
);

test('a failed part is named without its address', async () => {
  const report = await checkHealth({ database: { isEssential: true, ...down } });
  expect(report.services).toEqual({ database: 'unreachable' });
});

test('a part that never answers does not hold up the report', async () => {
  jest.useFakeTimers();
  const report = checkHealth({ database: { isEssential: true, ping: () => new Promise(() => undefined) } });
  await jest.advanceTimersByTimeAsync(1_500);
  expect((await report).status).toBe('down');
  jest.useRealTimers();
});
