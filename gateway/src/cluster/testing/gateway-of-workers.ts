import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenVerifier } from '@agora/platform/auth';
import { freePort, startGuarded } from '@agora/platform/local-services';
import type { GuardedProcess } from '@agora/platform/local-services';
import { createLogger } from '@agora/platform/logging';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import type { SubgraphDefinition } from '@agora/platform/server';
import { composeSupergraph } from '../../supergraph/compose-supergraph';
import { authConfig, bearer } from '../../testing/test-gateway';
import { reviewsSdl, reviewsSubgraph, shopSdl, shopSubgraph } from '../../testing/tiny-subgraphs';

export interface Fetched {
  readonly status: number;
  readonly text: string;
}

/** The gateway as its processes, over two tiny subgraphs. */
export interface GatewayOfWorkers {
  readonly port: number;
  readonly process: GuardedProcess;
  /** Over a connection of its own, so that any worker may answer. @throws Error when nobody does. */
  fetch(path: string, headers?: Readonly<Record<string, string>>): Promise<Fetched>;
  query(query: string): Promise<Fetched>;
  /** What a worker says about itself to staff. */
  details(): Promise<WorkerDetails>;
  /** Sum of the samples of `/metrics` whose line begins so. */
  metric(start: string): Promise<number>;
  /** Composes again, with this SDL of the shop. */
  publish(shop: string): Promise<void>;
  log(): Promise<string>;
  stop(): Promise<void>;
}

export interface WorkerDetails {
  readonly status: string;
  readonly supergraph: string;
  readonly process: { readonly pid: number };
}

export interface GatewayOfWorkersOptions {
  readonly redisUrl: string;
  readonly workers: number;
  /** Default a free one. */
  readonly port?: number;
}

/** A connection that is on its way to a worker when that is killed is never answered. */
const ANSWER_MS = 5_000;

export async function startGatewayOfWorkers(options: GatewayOfWorkersOptions): Promise<GatewayOfWorkers> {
  const folder = await mkdtemp(join(tmpdir(), 'agora-workers-'));
  const subgraphs = [await serve(shopSubgraph({ count: 0 })), await serve(reviewsSubgraph())];
  const [shop, reviews] = subgraphs.map(({ url }) => url);
  const files = { supergraph: join(folder, 'supergraph.graphql'), policy: join(folder, 'auth-policy.json') };
  const publish = async (sdl: string): Promise<void> => {
    const composed = composeSupergraph([
      { name: 'shop', url: shop ?? '', sdl },
      { name: 'reviews', url: reviews ?? '', sdl: reviewsSdl },
    ]);
    await writeFile(files.policy, composed.authPolicyJson);
    await writeFile(files.supergraph, composed.supergraphSdl);
  };
  await publish(shopSdl);
  const port = options.port ?? (await freePort());
  const logFile = join(folder, 'gateway.log');
  const gateway = await startGuarded({
    program: process.execPath,
    args: ['--import', 'tsx', '--conditions', 'source', join(__dirname, '../../main.ts')],
    logFile,
    spawn: {
      env: {
        REDIS_URL: options.redisUrl,
        GATEWAY_WORKERS: String(options.workers),
        PORT: String(port),
        SUPERGRAPH_PATH: files.supergraph,
        AUTH_POLICY_PATH: files.policy,
      },
    },
  });
  const origin = `http://127.0.0.1:${String(port)}`;
  const fetchAt: GatewayOfWorkers['fetch'] = (path, headers) => fetchAlone(`${origin}${path}`, headers);
  return {
    port,
    process: gateway,
    fetch: fetchAt,
    query: (query) =>
      fetchAt(`/graphql?query=${encodeURIComponent(query)}`, { 'apollo-require-preflight': 'yes' }),
    details: async () =>
      JSON.parse((await fetchAt('/health/detailed', await bearer('support'))).text) as WorkerDetails,
    metric: async (start) => samplesOf((await fetchAt('/metrics')).text, start),
    publish,
    log: () => readFile(logFile, 'utf8'),
    stop: async () => {
      await gateway.stop(5_000);
      await Promise.all(subgraphs.map(({ close }) => close()));
      await rm(folder, { recursive: true });
    },
  };
}

async function serve(
  definition: SubgraphDefinition,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const logger = createLogger({ name: definition.name, level: 'silent' });
  const auth = createTokenVerifier(authConfig, definition.name);
  const server = await serveSubgraph(await createSubgraphHost(definition, { auth, logger }), {
    port: 0,
    logger,
  });
  return { url: server.url, close: () => server.close() };
}

function fetchAlone(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers, timeout: ANSWER_MS }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.once('error', reject);
  });
}

function samplesOf(text: string, start: string): number {
  const lines = text.split('\n').filter((line) => line.startsWith(start));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
