import type { ServiceTokens } from '@agora/platform/auth';
import { Bulkhead, CircuitBreaker, guardedBy } from '@agora/platform/http-client';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import type { SubgraphClient, SubgraphTransport } from '@agora/platform/subgraph-transport';
import type { HealthProbe } from './health/health-monitor';
import type { Sharing } from './sharing/sharing';
import { SubgraphDataSource } from './subgraph-data-source';

export interface SubgraphRoadsOptions {
  readonly transports: (name: string, routingUrl: string) => SubgraphTransport;
  readonly serviceTokens: ServiceTokens;
  /** Longest wait for one fetch, milliseconds. */
  readonly timeoutMs: number;
  readonly sharing: Sharing;
}

interface Road {
  readonly transport: SubgraphTransport;
  readonly breaker: CircuitBreaker;
}

const MAX_CONCURRENT = 128;
const MAX_QUEUED = 1_024;
/** Fewer fetches in ten seconds say nothing about a subgraph. */
const BREAKER_MINIMUM_CALLS = 20;

/**
 * The roads to all subgraphs, each behind its own bulkhead and circuit breaker. A subgraph keeps its road over
 * supergraph versions while its address stays; when the address changes the new road is used from then on and the
 * old one is closed with the others at the end.
 */
export class SubgraphRoads {
  private readonly opened: SubgraphTransport[] = [];
  private readonly current = new Map<string, Road>();

  constructor(private readonly options: SubgraphRoadsOptions) {}

  dataSource(name: string, routingUrl: string): SubgraphDataSource {
    const transport = this.options.transports(name, routingUrl);
    const label = `gateway:${name}`;
    const breaker = new CircuitBreaker({ name: label, minimumCalls: BREAKER_MINIMUM_CALLS });
    const bulkhead = new Bulkhead({ name: label, maxConcurrent: MAX_CONCURRENT, maxQueued: MAX_QUEUED });
    this.opened.push(transport);
    this.current.set(name, { transport, breaker });
    return new SubgraphDataSource({
      name,
      transport,
      serviceTokens: this.options.serviceTokens,
      guard: guardedBy(bulkhead, breaker),
      timeoutMs: this.options.timeoutMs,
      sharing: this.options.sharing,
    });
  }

  /** A client for what the gateway asks on its own behalf, as whom `serviceTokens` say; undefined without such a subgraph. */
  client(name: string, serviceTokens: ServiceTokens): SubgraphClient | undefined {
    const road = this.current.get(name);
    if (road === undefined) return undefined;
    const { transport, breaker: guard } = road;
    return createSubgraphClient({ transport, name, serviceTokens, guard, timeoutMs: this.options.timeoutMs });
  }

  probe(name: string): HealthProbe {
    return {
      name,
      ping: () => this.current.get(name)?.transport.ping() ?? Promise.reject(new Error(`no road to ${name}`)),
    };
  }

  /** The state of each circuit breaker, for operators. */
  breakerStates(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.current].map(([name, { breaker }]) => [name, breaker.state]));
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((transport) => transport.close()));
  }
}
