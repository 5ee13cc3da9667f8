import type { ApolloServer } from '@apollo/server';
import { Lifecycle } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import type { GatewayConfig } from './config';
import type { GatewayContext } from './context';
import type { ManifestFile } from './documents/manifest-file';
import type { HttpFront } from './http/http-front';
import type { LiveFront } from './live-front';
import type { SubgraphRoads } from './subgraph-roads';
import type { SupergraphRuntime } from './supergraph/supergraph-runtime';

export interface GatewayServerParts {
  readonly front: HttpFront;
  readonly manifest: ManifestFile;
  readonly server: ApolloServer<GatewayContext>;
  readonly runtime: SupergraphRuntime;
  readonly live: LiveFront;
  readonly roads: SubgraphRoads;
  readonly config: GatewayConfig;
  readonly logger: Logger;
}

/** How long running requests may take when the gateway stops; a process is given five seconds in all. */
const DRAIN_MS = 3_000;

/**
 * A composed gateway. `start` loads the supergraph before it listens, so the first request can be answered.
 * `stop` first says "not ready", moves live connections away, lets running requests end, then closes the roads.
 */
export class GatewayServer {
  private readonly lifecycle: Lifecycle;
  private address: string | undefined;
  private port = 0;

  constructor(private readonly parts: GatewayServerParts) {
    const { manifest, server, runtime, live, roads, front, config } = parts;
    this.lifecycle = new Lifecycle(parts.logger).add(
      { name: 'subgraph roads', stop: () => roads.close() },
      { name: 'trusted documents', start: () => manifest.start(), stop: () => manifest.stop() },
      { name: 'graphql', start: () => server.start(), stop: () => server.stop() },
      {
        name: 'live',
        start: () => {
          runtime.onLoad((loaded) => {
            live.setSupergraph(loaded);
          });
          return Promise.resolve();
        },
      },
      {
        name: 'http',
        start: async () => {
          const port = await front.listen(this.port, config.host);
          this.address = `http://${urlHost(config.host)}:${String(port)}`;
        },
        stop: async () => {
          await Promise.all([live.drain(), front.close(DRAIN_MS)]);
        },
      },
    );
  }

  /**
   * @param port 0 takes a free one.
   * @throws Error when the supergraph or its policy cannot be served, or the port is taken (`EADDRINUSE`).
   */
  async start(port: number): Promise<void> {
    this.port = port;
    await this.lifecycle.start();
  }

  /** Idempotent; never rejects. */
  stop(): Promise<void> {
    return this.lifecycle.stop();
  }

  /** Loaded, listening and not stopping. */
  get isReady(): boolean {
    return this.lifecycle.phase === 'running';
  }

  /** Without a path, e.g. `http://127.0.0.1:4000`. @throws Error before `start`. */
  get url(): string {
    if (this.address === undefined) throw new Error('The gateway does not listen yet');
    return this.address;
  }

  /** Reads the supergraph files now; resolves to whether a new version is served. */
  reload(): Promise<boolean> {
    return this.parts.runtime.reload();
  }
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
