import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createServiceTokens,
  createTokenVerifier,
  issueDevelopmentToken,
  readAuthConfig,
} from '@agora/platform/auth';
import type { DevelopmentTokenOptions } from '@agora/platform/auth';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import type { SubgraphDefinition } from '@agora/platform/server';
import { createHttpTransport, createInProcessTransport } from '@agora/platform/subgraph-transport';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { composeGateway } from '../compose';
import type { GatewayDeps } from '../compose';
import { readGatewayConfig } from '../config';
import type { GatewayConfig } from '../config';
import type { GatewayServer } from '../gateway-server';
import { composeSupergraph } from '../supergraph/compose-supergraph';
import { SwitchableTransport } from './switchable-transport';
import { reviewsSdl, reviewsSubgraph, shopSdl, shopSubgraph } from './tiny-subgraphs';

export const authConfig = readAuthConfig({});

/** What answers ordinary requests of test gateways that do not say it themselves. */
export const underTest: { front: GatewayConfig['front'] } = { front: 'lean' };

export interface TestGatewayOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly config?: Partial<GatewayConfig>;
  readonly deps?: Partial<GatewayDeps>;
  /** Whether a document is made known to the lean road before it is asked, by requests of its own. Default true. */
  readonly isPrimed?: boolean;
  /** Whether the subgraphs are reached over sockets. Default false. */
  readonly overHttp?: boolean;
}

/** A running gateway over two tiny subgraphs, on a free port. */
export interface TestGateway {
  readonly gateway: GatewayServer;
  readonly url: string;
  readonly shop: SwitchableTransport;
  readonly reviews: SwitchableTransport;
  readonly renames: { count: number };
  readonly logLines: readonly string[];
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  query(query: string, headers?: Record<string, string>): Promise<Answer>;
  /** Those reached over sockets. */
  readonly served: readonly ServedSubgraph[];
  /** Composes again and writes the files; the gateway notices by itself. */
  publish(subgraphs: Readonly<Record<'shop' | 'reviews', string>>): Promise<void>;
  writeSupergraph(text: string): Promise<void>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
    extensions?: unknown;
  };
  readonly text: string;
}

export async function startTestGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'agora-gateway-'));
  const logLines: string[] = [];
  const logger = createLogger({
    name: 'gateway',
    level: 'debug',
    destination: { write: (line: string) => void logLines.push(line) },
  });
  const renames = { count: 0 };
  const served: ServedSubgraph[] = [];
  const road = async (definition: SubgraphDefinition): Promise<SwitchableTransport> =>
    new SwitchableTransport(await openRoad(definition, options.overHttp === true, served));
  const transports = { shop: await road(shopSubgraph(renames)), reviews: await road(reviewsSubgraph()) };
  const files = {
    supergraphPath: join(folder, 'supergraph.graphql'),
    authPolicyPath: join(folder, 'auth-policy.json'),
  };
  const publish = async (sdl: Readonly<Record<'shop' | 'reviews', string>>): Promise<void> => {
    const composed = composeSupergraph([
      { name: 'shop', url: 'http://127.0.0.1:9/graphql', sdl: sdl.shop },
      { name: 'reviews', url: 'http://127.0.0.1:9/graphql', sdl: sdl.reviews },
    ]);
    await writeFile(files.authPolicyPath, composed.authPolicyJson);
    await writeFile(files.supergraphPath, composed.supergraphSdl);
  };
  await publish({ shop: shopSdl, reviews: reviewsSdl });
  const env = { GATEWAY_FRONT: underTest.front, ...options.env };
  const config = { ...readGatewayConfig(env), ...files, ...options.config };
  const gateway = composeGateway({
    transports: (name) => (name === 'shop' ? transports.shop : transports.reviews),
    pubsub: new MemoryPubSub(logger),
    rateLimiter: {
      take: () => Promise.resolve({ allowed: true, remaining: 1, retryAfterMs: 0 }),
      close: () => Promise.resolve(),
    },
    auth: createTokenVerifier(authConfig, 'gateway'),
    serviceTokens: createServiceTokens(authConfig.internalSecret, 'gateway'),
    logger,
    config,
    ...options.deps,
  });
  await gateway.start(0);
  const post = async (body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    if (config.front === 'lean' && options.isPrimed !== false) await prime(gateway.url, body, headers);
    return send(gateway.url, body, headers);
  };
  return {
    gateway,
    url: gateway.url,
    ...transports,
    renames,
    served,
    logLines,
    post,
    query: (query, headers) => post({ query }, headers),
    publish,
    writeSupergraph: (text) => writeFile(files.supergraphPath, text),
    stop: async () => {
      await gateway.stop();
      for (const subgraph of served) await subgraph.stop();
      await rm(folder, { recursive: true });
    },
  };
}

export function tokenFor(options: DevelopmentTokenOptions): Promise<string> {
  return issueDevelopmentToken(authConfig, options);
}

export async function bearer(role: DevelopmentTokenOptions['role']): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await tokenFor({ subject: '0190a000-0000-7000-8000-000000000001', role })}`,
  };
}

/** Asks until `isDone` says so; for what happens by itself and soon. */
export async function eventually<T>(ask: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  const endMs = Date.now() + 5_000;
  for (;;) {
    const value = await ask();
    if (isDone(value) || Date.now() > endMs) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Has Apollo Server let the document through, without a part of it being run, so that it is answered by the lean road. */
async function prime(url: string, body: unknown, headers: Record<string, string>): Promise<void> {
  if (typeof body !== 'object' || body === null || !('query' in body)) return;
  await send(url, { query: body.query, operationName: 'NoneOfThem' }, headers);
  const { accept } = headers;
  await send(url, { query: '{ __typename }' }, accept === undefined ? {} : { accept });
}

async function send(url: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: JSON.parse(text) as Answer['json'],
  };
}

/** A subgraph behind sockets. */
interface ServedSubgraph {
  stop(): Promise<void>;
  /** Serves again at the same port. */
  start(): Promise<void>;
}

async function openRoad(
  definition: SubgraphDefinition,
  overHttp: boolean,
  served: ServedSubgraph[],
): Promise<SubgraphTransport> {
  const logger = createLogger({ name: definition.name, level: 'silent' });
  const auth = createTokenVerifier(authConfig, definition.name);
  const host = await createSubgraphHost(definition, { auth, logger });
  if (!overHttp) return createInProcessTransport(() => host);
  let server = await serveSubgraph(host, { port: 0, logger });
  const { port, url } = server;
  served.push({
    stop: () => server.close(),
    start: async () => {
      server = await serveSubgraph(host, { port, logger });
    },
  });
  return createHttpTransport({ url });
}
