import type { ServiceTokens } from '@agora/platform/auth';
import type { CallGuard, SubgraphTransport } from '@agora/platform/subgraph-transport';
import type { HealthProbe } from './health/health-monitor';
import { SubgraphDataSource } from './subgraph-data-source';

export interface SubgraphRoadsOptions {
  readonly transports: (name: string, routingUrl: string) => SubgraphTransport;
  readonly guards: (name: string) => CallGuard;
  readonly serviceTokens: ServiceTokens;
  readonly timeoutMs: number;
}

/**
 * The roads to all subgraphs. A subgraph keeps its road over supergraph versions while its address stays; when the
 * address changes the new road is used from then on and the old one is closed with the others at the end.
 */
export class SubgraphRoads {
  private readonly open: SubgraphTransport[] = [];
  private readonly current = new Map<string, SubgraphTransport>();

  constructor(private readonly options: SubgraphRoadsOptions) {}

  dataSource(name: string, routingUrl: string): SubgraphDataSource {
    const transport = this.options.transports(name, routingUrl);
    this.open.push(transport);
    this.current.set(name, transport);
    return new SubgraphDataSource({
      name,
      transport,
      serviceTokens: this.options.serviceTokens,
      guard: this.options.guards(name),
      timeoutMs: this.options.timeoutMs,
    });
  }

  probe(name: string): HealthProbe {
    return {
      name,
      ping: () => this.current.get(name)?.ping() ?? Promise.reject(new Error(`no road to ${name}`)),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.open.map((transport) => transport.close()));
  }
}
