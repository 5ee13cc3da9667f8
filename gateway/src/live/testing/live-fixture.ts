import { composeServices } from '@apollo/composition';
import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { ANONYMOUS } from '@agora/platform/auth';
import { maskError } from '@agora/platform/errors';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import type { PubSub } from '@agora/platform/pubsub';
import { parse } from 'graphql';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { LiveIdentity } from '../identity';
import { LiveEngine } from '../live-engine';
import type { LiveRequest } from '../live-engine';
import { LiveRuntime } from '../live-runtime';
import type { LiveSettings } from '../live-settings';
import { InProcessSource } from './in-process-source';
import { RecordingSink } from './recording-sink';
import { TinyShop } from './tiny-shop';
import { CART_SDL, CATALOG_SDL, STOCK_SDL, TAX_SDL } from './tiny-shop-sdl';
import { TinyStock, stockResolvers } from './tiny-stock';

/** A supergraph of four subgraphs in this process and a live engine over it. */
export interface LiveFixture {
  readonly shop: TinyShop;
  readonly cart: InProcessSource;
  readonly catalog: InProcessSource;
  readonly tax: InProcessSource;
  readonly stock: InProcessSource;
  /** What the stock subgraph tells. */
  readonly levels: TinyStock;
  readonly pubsub: PubSub;
  readonly engine: LiveEngine;
  /** A runtime of these SDLs; swapped in with `engine.setRuntime`. */
  runtimeOf(cartSdl: string, stockSdl?: string): LiveRuntime;
  /** Commits and pokes, as the owner would. */
  commit(id: string, note?: string): Promise<number>;
  poke(id: string, payload: Parameters<PubSub['publish']>[1]): Promise<void>;
  /** Subscribes; throws when the engine refuses. */
  watch(request: string | LiveRequest, viewer?: string, sink?: RecordingSink): RecordingSink;
  /** The errors of a subscribe that must be refused. */
  refusals(request: string | LiveRequest): readonly GraphQLFormattedError[];
  /** The ordinary query, through the same planner. */
  query(source: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  stop(): Promise<void>;
}

export const logger = createLogger({ name: 'live', level: 'silent' });

export function identityOf(viewer: string, expiresAtMs: number | null = null): LiveIdentity {
  return { scopeKey: viewer, expiresAtMs, headers: {}, viewer: { ...ANONYMOUS, subject: viewer } };
}

const composed = new Map<string, string>();

/** The supergraph with these subgraphs for cart and stock. */
export function composeSdl(cartSdl: string, stockSdl = STOCK_SDL): string {
  const key = cartSdl + stockSdl;
  const known = composed.get(key);
  if (known !== undefined) return known;
  const sdls = { cart: cartSdl, catalog: CATALOG_SDL, tax: TAX_SDL, stock: stockSdl };
  const services = Object.entries(sdls).map(([name, sdl]) => ({
    name,
    url: `http://${name}`,
    typeDefs: parse(sdl),
  }));
  const result = composeServices(services);
  if (result.errors !== undefined) throw new Error(result.errors.join('\n'));
  composed.set(key, result.supergraphSdl);
  return result.supergraphSdl;
}

export function createLiveFixture(
  settings: Partial<LiveSettings> = {},
  pubsub: PubSub = new MemoryPubSub(logger),
): LiveFixture {
  const shop = new TinyShop();
  const levels = new TinyStock();
  const sources = createSources(shop, levels);
  const runtimeOf: LiveFixture['runtimeOf'] = (cartSdl, stockSdl) => {
    const supergraphSdl = composeSdl(cartSdl, stockSdl);
    const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
    return new LiveRuntime({ supergraphSdl, apiSchema, serviceMap: { ...sources } });
  };
  const engine = new LiveEngine(
    {
      pubsub,
      createContext: ({ viewer, headers }) =>
        ({ correlationId: 'c1', viewer: viewer.subject, headers }) as { correlationId: string },
      formatError: (error, correlationId) => maskError(error, { correlationId }),
      assertAllowed: () => undefined,
      logger,
    },
    { lingerMs: 50, retryBaseMs: 5, retryMaxMs: 20, ...settings },
  );
  engine.setRuntime(runtimeOf(CART_SDL));
  const poke: LiveFixture['poke'] = (id, payload) => pubsub.publish(`cart.${id}`, payload);
  return {
    shop,
    levels,
    ...sources,
    pubsub,
    engine,
    runtimeOf,
    poke,
    commit: async (id, note) => {
      const version = shop.commit(id, note);
      await poke(id, { id, version });
      return version;
    },
    watch: (request, viewer = 'ann', sink = new RecordingSink()) => {
      const result = engine.subscribe(requestOf(request), identityOf(viewer), sink);
      if (result.kind === 'refused') throw new Error(result.errors.map(String).join('; '));
      sink.subscription = result.subscription;
      return sink;
    },
    refusals: (request) => {
      const result = engine.subscribe(requestOf(request), identityOf('ann'), new RecordingSink());
      if (result.kind === 'open') throw new Error('was not refused');
      return result.errors.map((error) => maskError(error, { correlationId: 'c1' }));
    },
    query: (source, variables = {}) => runQuery(sources, source, variables),
    stop: async () => {
      engine.drain();
      await pubsub.close();
    },
  };
}

function requestOf(request: string | LiveRequest): LiveRequest {
  return typeof request === 'string' ? { query: request } : request;
}

type SourceName = 'cart' | 'catalog' | 'tax' | 'stock';

function createSources(shop: TinyShop, levels: TinyStock): Record<SourceName, InProcessSource> {
  const cart = {
    Query: {
      cart: (_: unknown, { id }: { id: string }, context: unknown) => shop.find(id, viewerOf(context)),
    },
    Cart: {
      __resolveReference: ({ id }: { id: string }, context: unknown) => shop.find(id, viewerOf(context)),
    },
  };
  const catalog = {
    Product: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      title: ({ id }: { id: string }, { language }: { language?: string }) =>
        `title of ${id}${language ?? ''}`,
      label: ({ id }: { id: string }) => `label of ${id}`,
    },
  };
  const tax = {
    Cart: {
      __resolveReference: (cartStub: object) => cartStub,
      taxNote: ({ region }: { region: string }) => `taxed in ${region}`,
    },
  };
  return {
    cart: new InProcessSource(buildSubgraphSchema({ typeDefs: parse(CART_SDL), resolvers: cart })),
    catalog: new InProcessSource(buildSubgraphSchema({ typeDefs: parse(CATALOG_SDL), resolvers: catalog })),
    tax: new InProcessSource(buildSubgraphSchema({ typeDefs: parse(TAX_SDL), resolvers: tax })),
    stock: new InProcessSource(
      buildSubgraphSchema({ typeDefs: parse(STOCK_SDL), resolvers: stockResolvers(levels) as never }),
    ),
  };
}

function viewerOf(context: unknown): string {
  return (context as { readonly viewer: string }).viewer;
}

async function runQuery(
  sources: Record<string, InProcessSource>,
  source: string,
  variables: Record<string, unknown>,
): Promise<ExecutionResult> {
  const supergraph = Supergraph.build(composeSdl(CART_SDL));
  const document = parse(source);
  const api = supergraph.apiSchema();
  const schema = api.toGraphQLJSSchema();
  const plan = new QueryPlanner(supergraph).buildQueryPlan(operationFromDocument(api, document));
  const requestContext = { request: { query: source, variables }, context: { viewer: 'ann' }, metrics: {} };
  const result = await executeQueryPlan(
    plan,
    sources,
    requestContext as unknown as Parameters<typeof executeQueryPlan>[2],
    buildOperationContext({ schema, operationDocument: document }),
    supergraph.schema.toGraphQLJSSchema(),
    api,
  );
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}
