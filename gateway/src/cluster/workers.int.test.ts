import { createServer } from 'node:net';
import { eventually } from '@agora/test-kit/eventually';
import { shopSdl } from '../testing/tiny-subgraphs';
import { bearer } from '../testing/test-gateway';
import { startGatewayOfWorkers } from './testing/gateway-of-workers';
import type { GatewayOfWorkers } from './testing/gateway-of-workers';

const redisUrl = process.env['AGORA_TEST_REDIS_URL'];
// A worker takes seconds to start on a busy machine.
const PATIENCE = { withinMs: 60_000, everyMs: 50 };
const WORKERS = 2;

if (redisUrl === undefined) {
  test('Redis may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  jest.setTimeout(120_000);

  describe('a gateway of two workers', () => {
    let gateway: GatewayOfWorkers;
    const allReady = (): Promise<unknown> =>
      eventually(async () => (await gateway.metric('gateway_workers_ready ')) === WORKERS, {
        ...PATIENCE,
        what: 'every worker to be ready',
      });
    /** Process ids of those that answer. */
    const workers = async (): Promise<Set<number>> => {
      const details = await Promise.all(Array.from({ length: 4 * WORKERS }, () => gateway.details()));
      return new Set(details.map(({ process: { pid } }) => pid));
    };

    beforeAll(async () => {
      gateway = await startGatewayOfWorkers({ redisUrl, workers: WORKERS });
      await allReady();
    });
    afterAll(() => gateway.stop());

    it('answers by both', async () => {
      expect((await workers()).size).toBe(WORKERS);
      expect((await workers()).has(gateway.process.pid)).toBe(false);
    });

    it('counts the requests of both, whichever is asked for metrics', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => gateway.query('query Counted { products(first: 1) { id } }')),
      );
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      const counts = await Promise.all(
        [1, 2, 3].map(() => gateway.metric('gateway_request_duration_seconds_count{operation="Counted"')),
      );
      expect(counts).toEqual([20, 20, 20]);
    });

    it('sets the level of the log of both', async () => {
      const { fetch } = globalThis;
      const setLevel = async (level: string): Promise<unknown> => {
        const response = await fetch(`http://127.0.0.1:${String(gateway.port)}/admin/log-level`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', connection: 'close', ...(await bearer('admin')) },
          body: JSON.stringify({ level }),
        });
        return ((await response.json()) as { readonly previous: unknown }).previous;
      };
      expect(await setLevel('warn')).toBe('info');
      await eventually(async () => {
        const levels = [await setLevel('warn'), await setLevel('warn'), await setLevel('warn')];
        return levels.every((level) => level === 'warn');
      });
      await setLevel('info');
    });

    it('takes over a changed supergraph in both', async () => {
      await gateway.publish(shopSdl.replace('"One product."', '"A product."'));
      const before = (await gateway.details()).supergraph;
      await eventually(
        async () => {
          const details = await Promise.all(Array.from({ length: 4 * WORKERS }, () => gateway.details()));
          const [first] = details;
          return first?.supergraph !== before && details.every((one) => one.supergraph === first?.supergraph);
        },
        { ...PATIENCE, what: 'the new supergraph everywhere' },
      );
    });

    it('goes on when a worker is killed, and gets a new one; what was counted stays', async () => {
      const before = await workers();
      const [victim = 0] = before;
      let isOver = false;
      let answered = 0;
      const client = async (): Promise<void> => {
        while (!isOver) {
          await eventually(
            async () => (await gateway.query('query Loaded { best { stars } }')).status === 200,
          );
          answered += 1;
        }
      };
      const load = Promise.all([client(), client(), client()]);
      await eventually(() => answered > 10);
      const counted = await gateway.metric('gateway_request_duration_seconds_count{operation="Loaded"');
      process.kill(victim, 'SIGKILL');
      await eventually(async () => (await gateway.metric('gateway_worker_restarts_total ')) === 1, PATIENCE);
      const atDeath = answered;
      await eventually(() => answered > atDeath + 10, PATIENCE);
      expect(
        await gateway.metric('gateway_request_duration_seconds_count{operation="Loaded"'),
      ).toBeGreaterThanOrEqual(counted);
      await allReady();
      isOver = true;
      await load;
      const after = await workers();
      expect(after.has(victim)).toBe(false);
      expect(after.size).toBe(WORKERS);
      expect((await gateway.details()).status).toBe('ok');
    });

    it('leaves no process when it is asked to stop', async () => {
      const pids = [...(await workers())];
      process.kill(gateway.process.pid, 'SIGTERM');
      expect(await gateway.process.ended).toBe('exit code 0');
      expect(pids).toHaveLength(WORKERS);
      for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    });
  });

  describe('a gateway whose workers cannot start', () => {
    it('ends, and says why, instead of trying for ever', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as { readonly port: number };
      const gateway = await startGatewayOfWorkers({ redisUrl, workers: WORKERS, port });
      try {
        expect(await gateway.process.ended).toBe('exit code 1');
        expect(await gateway.log()).toContain('EADDRINUSE');
        expect(await gateway.log()).toContain('the first worker could not start');
      } finally {
        await gateway.stop();
        server.close();
      }
    });
  });
}
