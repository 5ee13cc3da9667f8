import { composeCart } from '@agora/cart/compose';
import { readCartConfig } from '@agora/cart/config';
import { composeCatalog } from '@agora/catalog/compose';
import type { CatalogDefinition } from '@agora/catalog/compose';
import { readCatalogConfig } from '@agora/catalog/config';
import { composeCustomer } from '@agora/customer/compose';
import { readCustomerConfig } from '@agora/customer/config';
import { composeInventory } from '@agora/inventory/compose';
import { readInventoryConfig } from '@agora/inventory/config';
import { composeOrder } from '@agora/order/compose';
import { readOrderConfig } from '@agora/order/config';
import { createTokenVerifier } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import type { Ports } from '@agora/platform/ports';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import type { RunningServer, SubgraphDefinition, SubgraphHost } from '@agora/platform/server';
import { createHttpTransport, createInProcessTransport } from '@agora/platform/subgraph-transport';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { composePricing } from '@agora/pricing/compose';
import { readPricingConfig } from '@agora/pricing/config';

/** How the parts of one process talk: function calls that behave like HTTP, or HTTP on the loopback interface. */
export type RoadKind = 'in-process' | 'http';

export interface Subgraphs {
  /** The road to a subgraph, for the gateway. */
  readonly road: (name: string) => SubgraphTransport;
  /** Where a subgraph listens; undefined before it starts and when calls stay in the process. */
  readonly url: (name: string) => string | undefined;
  readonly media: CatalogDefinition['files'];
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  /** Without roads between subgraphs: those are made here. */
  readonly ports: Ports;
  readonly env: NodeJS.ProcessEnv;
  readonly auth: AuthConfig;
  readonly roads: RoadKind;
}

/** Composes the six subgraphs into this process. Nothing runs before `start`. */
export async function composeSubgraphs(options: Options): Promise<Subgraphs> {
  const hosts = new Map<string, SubgraphHost>();
  const servers = new Map<string, RunningServer>();
  const roads = new Map<string, SubgraphTransport>();
  const road = (name: string): SubgraphTransport => {
    let known = roads.get(name);
    if (known === undefined) {
      known =
        options.roads === 'http'
          ? lazyHttp(() => servers.get(name)?.url)
          : createInProcessTransport(() => hosts.get(name));
      roads.set(name, known);
    }
    return known;
  };
  const catalog = await composeCatalog(options.ports, readCatalogConfig(options.env));
  for (const definition of [
    catalog,
    ...(await composeOthers({ ...options.ports, subgraph: road }, options.env)),
  ]) {
    const auth = createTokenVerifier(options.auth, definition.name);
    hosts.set(definition.name, await createSubgraphHost(definition, { auth, logger: options.ports.logger }));
  }
  return {
    road,
    url: (name) => servers.get(name)?.url,
    media: (path) => catalog.files(path),
    start: async () => {
      for (const [name, host] of hosts) {
        if (options.roads === 'http')
          servers.set(name, await serveSubgraph(host, { port: 0, logger: options.ports.logger }));
      }
      await Promise.all([...hosts.values()].map((host) => host.start()));
    },
    stop: async () => {
      // The work of one asks others: nobody may be gone as long as anybody works.
      await Promise.all([...hosts.values()].map((host) => host.stopWork()));
      await Promise.all([...servers.values()].map((server) => server.close()));
      await Promise.all([...hosts.values()].map((host) => host.stop()));
      await Promise.all([...roads.values()].map((known) => known.close()));
    },
  };
}

async function composeOthers(ports: Ports, env: NodeJS.ProcessEnv): Promise<SubgraphDefinition[]> {
  return [
    await composePricing(ports, readPricingConfig(env)),
    await composeInventory(ports, readInventoryConfig(env)),
    await composeCart(ports, readCartConfig(env)),
    await composeCustomer(ports, readCustomerConfig(env)),
    await composeOrder(ports, readOrderConfig(env)),
  ];
}

/** The port of a subgraph is known only when it listens: the transport is made at the first use. */
function lazyHttp(url: () => string | undefined): SubgraphTransport {
  let made: SubgraphTransport | undefined;
  const transport = (): SubgraphTransport =>
    (made ??= createHttpTransport({ url: url() ?? 'http://127.0.0.1:9/graphql' }));
  return {
    execute: (request) => transport().execute(request),
    subscribe: (request, sink) => transport().subscribe(request, sink),
    ping: () => transport().ping(),
    close: async () => {
      await made?.close();
    },
  };
}
