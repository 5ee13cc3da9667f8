import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flag, list, readConfig, wholeNumber } from '@agora/platform/config';
import { z } from 'zod';
import { SHARING_LEVELS } from './sharing/sharing';
import type { SharingConfig } from './sharing/sharing';
import { TRUST_MODES } from './documents/trust-policy';
import type { TrustMode } from './documents/trust-policy';

const PACKAGE_ROOT = join(__dirname, '..');

/** What answers ordinary requests: Apollo Server, or the lean road where that can. */
const FRONTS = ['lean', 'apollo'] as const;

/** The gateway's environment variables. Secrets of identity are read by `@agora/platform/auth`. */
export const gatewayEnvironment = z.object({
  PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4000 }),
  HOST: z.string().default('127.0.0.1'),
  NODE_ENV: z.string().optional(),
  CORS_ORIGINS: list(),
  TRUST_PROXY_HOPS: wholeNumber({ min: 0, max: 10, fallback: 0 }),
  GRAPHQL_INTROSPECTION: flag(true),
  REQUEST_TIMEOUT_MS: wholeNumber({ min: 100, max: 120_000, fallback: 10_000 }),
  MAX_SUBGRAPH_ANSWER_BYTES: wholeNumber({ min: 1_024, max: 500_000_000, fallback: 16_000_000 }),
  SUBGRAPH_TIMEOUT_MS: wholeNumber({ min: 50, max: 60_000, fallback: 5_000 }),
  MAX_BODY_BYTES: wholeNumber({ min: 1_024, max: 50_000_000, fallback: 1_000_000 }),
  MAX_BATCH: wholeNumber({ min: 1, max: 1_000, fallback: 10 }),
  MAX_TOKENS: wholeNumber({ min: 100, max: 1_000_000, fallback: 4_000 }),
  MAX_DEPTH: wholeNumber({ min: 3, max: 1_000, fallback: 20 }),
  MAX_ALIASES: wholeNumber({ min: 0, max: 100_000, fallback: 50 }),
  MAX_ROOT_FIELDS: wholeNumber({ min: 1, max: 10_000, fallback: 20 }),
  MAX_COST: wholeNumber({ min: 1, max: 100_000_000, fallback: 10_000 }),
  RATE_LIMIT_PER_MINUTE: wholeNumber({ min: 0, max: 10_000_000, fallback: 6_000 }),
  MAX_CONNECTIONS_PER_IDENTITY: wholeNumber({ min: 1, max: 100_000, fallback: 100 }),
  GATEWAY_FRONT: z.enum(FRONTS).default('lean'),
  GATEWAY_DEDUPLICATION: z.enum(SHARING_LEVELS).default('both'),
  GATEWAY_DEDUPLICATION_EXCEPT: list(),
  SUPERGRAPH_PATH: z.string().default(join(PACKAGE_ROOT, 'supergraph.graphql')),
  AUTH_POLICY_PATH: z.string().default(join(PACKAGE_ROOT, 'auth-policy.json')),
  PERSISTED_QUERIES: flag(true),
  TRUSTED_DOCUMENTS: z.enum(TRUST_MODES).default('off'),
  TRUSTED_DOCUMENTS_PATH: z.string().default(join(PACKAGE_ROOT, 'trusted-documents.json')),
  PLAN_WARM_UP_MS: wholeNumber({ min: 0, max: 120_000, fallback: 10_000 }),
});

/** What the gateway needs besides when it is a process of its own: pokes of the subgraphs reach it through Redis. */
export const gatewayProcessEnvironment = z.object({
  REDIS_URL: z.url(),
  GATEWAY_WORKERS: wholeNumber({ min: 1, max: 64, fallback: 1 }),
  CATALOG_URL: z.url().default('http://127.0.0.1:4001/graphql'),
});

export interface GatewayLimits {
  /** Bytes of a request body. */
  readonly bodyBytes: number;
  /** Operations in one request. */
  readonly batch: number;
  /** Lexical tokens in one document. */
  readonly tokens: number;
  /** Levels of selections below the operation. */
  readonly depth: number;
  /** Aliased fields in one document, fragments counted once. */
  readonly aliases: number;
  /** Fields directly under an operation. */
  readonly rootFields: number;
  /** Estimated objects an operation can return. */
  readonly cost: number;
  /** Operations per identity and minute; 0 switches the limit off. */
  readonly perMinute: number;
  /** Live connections of one identity: WebSockets and event streams together. */
  readonly connectionsPerIdentity: number;
}

export interface DocumentsConfig {
  /** Whether clients may register documents by hash (automatic persisted queries). */
  readonly isAutomatic: boolean;
  readonly trust: TrustMode;
  /** A persisted-query manifest of Apollo's form. Watched: a change is taken over without a restart. */
  readonly manifestPath: string;
}

export interface GatewayConfig {
  readonly host: string;
  /** Origins (scheme, host and port) that browsers may call from; `*` allows all. Serves HTTP, SSE and WebSocket. */
  readonly corsOrigins: readonly string[];
  /** How many proxies in front of the gateway append to `x-forwarded-for`. 0: the header is not believed. */
  readonly trustProxyHops: number;
  readonly introspection: boolean;
  /** The whole operation, milliseconds. */
  readonly requestTimeoutMs: number;
  /** One fetch from one subgraph, milliseconds. */
  readonly subgraphTimeoutMs: number;
  /** Bytes of one answer of a subgraph over HTTP, or of one message on its WebSocket. */
  readonly subgraphAnswerBytes: number;
  readonly limits: GatewayLimits;
  /** What answers ordinary requests; what they are answered is the same. */
  readonly front: (typeof FRONTS)[number];
  readonly sharing: SharingConfig;
  /** Watched: a change of either file is taken over without a restart. */
  readonly supergraphPath: string;
  readonly authPolicyPath: string;
  readonly documents: DocumentsConfig;
  /** Most time that a supergraph waits for the plans of known operations before it is served, milliseconds; 0 for none. */
  readonly planWarmUpMs: number;
  readonly version: string;
}

/** The origins of common development servers; only used when nothing is configured outside production. */
const DEVELOPMENT_ORIGINS = ['http://localhost:3000', 'http://localhost:5173'];

/**
 * Reads the gateway's configuration.
 * @throws Error listing every problem by variable name.
 */
export function readGatewayConfig(env: NodeJS.ProcessEnv): GatewayConfig & { readonly port: number } {
  const read = readConfig(gatewayEnvironment, env);
  const usesDevelopmentOrigins = read.CORS_ORIGINS.length === 0 && read.NODE_ENV !== 'production';
  return {
    port: read.PORT,
    host: read.HOST,
    corsOrigins: usesDevelopmentOrigins ? DEVELOPMENT_ORIGINS : read.CORS_ORIGINS,
    trustProxyHops: read.TRUST_PROXY_HOPS,
    introspection: read.GRAPHQL_INTROSPECTION,
    requestTimeoutMs: read.REQUEST_TIMEOUT_MS,
    subgraphTimeoutMs: read.SUBGRAPH_TIMEOUT_MS,
    subgraphAnswerBytes: read.MAX_SUBGRAPH_ANSWER_BYTES,
    limits: {
      bodyBytes: read.MAX_BODY_BYTES,
      batch: read.MAX_BATCH,
      tokens: read.MAX_TOKENS,
      depth: read.MAX_DEPTH,
      aliases: read.MAX_ALIASES,
      rootFields: read.MAX_ROOT_FIELDS,
      cost: read.MAX_COST,
      perMinute: read.RATE_LIMIT_PER_MINUTE,
      connectionsPerIdentity: read.MAX_CONNECTIONS_PER_IDENTITY,
    },
    front: read.GATEWAY_FRONT,
    sharing: { level: read.GATEWAY_DEDUPLICATION, except: read.GATEWAY_DEDUPLICATION_EXCEPT },
    supergraphPath: read.SUPERGRAPH_PATH,
    authPolicyPath: read.AUTH_POLICY_PATH,
    documents: {
      isAutomatic: read.PERSISTED_QUERIES,
      trust: read.TRUSTED_DOCUMENTS,
      manifestPath: read.TRUSTED_DOCUMENTS_PATH,
    },
    planWarmUpMs: read.PLAN_WARM_UP_MS,
    version: ownVersion(),
  };
}

/** Where a subgraph is: `<NAME>_URL`, else what `supergraph.yaml` says. */
export function subgraphUrl(name: string, routingUrl: string, env: NodeJS.ProcessEnv): string {
  const configured = env[`${name.toUpperCase().replaceAll('-', '_')}_URL`];
  return configured === undefined || configured === '' ? routingUrl : configured;
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
