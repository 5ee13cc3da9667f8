import { sleep } from '@agora/platform/time';

/** `ok`, or a short reason without addresses. */
export type ServiceState = string;

export interface GatewayHealth {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly timestamp: string;
  readonly version: string;
  /** Each subgraph by name, and `pubsub`. */
  readonly services: Readonly<Record<string, ServiceState>>;
}

export interface HealthProbe {
  readonly name: string;
  ping(): Promise<void>;
}

export interface HealthMonitorOptions {
  readonly version: string;
  /** Asked at every check: subgraphs come and go with the supergraph. */
  readonly probes: () => readonly HealthProbe[];
  /** Longest wait for one probe. Default 1,500 ms. */
  readonly timeoutMs?: number;
  /** How long an answer is reused, so that health checks cannot become load. Default 1,000 ms. */
  readonly reuseMs?: number;
}

/**
 * Asks every part whether it answers. `degraded` when some do not, `down` when none does. Never rejects; checks
 * at the same time share one round of probes.
 */
export function createHealthMonitor(options: HealthMonitorOptions): () => Promise<GatewayHealth> {
  const reuseMs = options.reuseMs ?? 1_000;
  let latest: { readonly atMs: number; readonly health: Promise<GatewayHealth> } | undefined;
  return () => {
    if (latest === undefined || performance.now() - latest.atMs > reuseMs) {
      latest = { atMs: performance.now(), health: check(options) };
    }
    return latest.health;
  };
}

async function check(options: HealthMonitorOptions): Promise<GatewayHealth> {
  const states = await Promise.all(
    options
      .probes()
      .map(async (probe) => [probe.name, await stateOf(probe, options.timeoutMs ?? 1_500)] as const),
  );
  const working = states.filter(([, state]) => state === 'ok').length;
  const status = working === states.length ? 'ok' : working === 0 ? 'down' : 'degraded';
  return {
    status,
    timestamp: new Date().toISOString(),
    version: options.version,
    services: Object.fromEntries(states),
  };
}

async function stateOf(probe: HealthProbe, timeoutMs: number): Promise<ServiceState> {
  const limit = new AbortController();
  const late = sleep(timeoutMs, limit.signal).then(
    () => 'does not answer in time',
    () => 'ok',
  );
  try {
    return await Promise.race([probe.ping().then(() => 'ok'), late]);
  } catch {
    return 'does not answer';
  } finally {
    limit.abort();
  }
}
