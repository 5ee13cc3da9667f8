import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createAuditJob } from '@agora/auditor/audit-job';
import { readAuditorConfig } from '@agora/auditor/config';
import { composeGateway } from '@agora/gateway/compose';
import { readGatewayConfig } from '@agora/gateway/config';
import { createServiceTokens, createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import { Lifecycle } from '@agora/platform/lifecycle';
import type { Logger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { openPorts } from '@agora/platform/ports';
import { composeEventParties, openPayment } from './parties';
import { composeSubgraphs } from './subgraphs';
import type { RoadKind } from './subgraphs';

export interface AgoraOptions {
  readonly port: number;
  /** Where the payment sandbox keeps its intents. */
  readonly dataDirectory: string;
  /** With every `<DOMAIN>_DATABASE_URL`, and `BUS_DATABASE_URL` or `KAFKA_BROKERS`; the databases are migrated. */
  readonly env: NodeJS.ProcessEnv;
  readonly roads: RoadKind;
  readonly logger: Logger;
}

/** The whole of Agora in one process. */
export interface Agora {
  readonly url: string;
  readonly auth: AuthConfig;
  /** Base URL of the payment sandbox. */
  readonly paymentUrl: string;
  /** The address of a subgraph; undefined when it has none because calls stay in the process. */
  subgraphUrl(name: string): string | undefined;
  /** The base URL of an outside party: payment, notification, fulfillment or analytics. */
  partyUrl(name: string): string | undefined;
  stop(): Promise<void>;
}

/** In the data folder: the base URL of the payment sandbox of the process that ran last, for commands beside it. */
export const PAYMENT_URL_FILE = 'payment.url';

/**
 * Starts the outside parties, the six subgraphs and the gateway, in this order, and resolves when the gateway answers.
 * Stops what it had started when something fails.
 */
export async function startAgora(options: AgoraOptions): Promise<Agora> {
  const { logger, port } = options;
  mkdirSync(options.dataDirectory, { recursive: true });
  collectProcessMetrics();
  const auth = readAuthConfig(options.env);
  const lifecycle = new Lifecycle(logger);
  const ports = openPorts({ name: 'agora', logger, env: options.env, schemas: eventSchemas() });
  let gatewayUrl: string | undefined;
  const payment = await openPayment({
    ports,
    env: options.env,
    storeFile: join(options.dataDirectory, 'payment-intents.json'),
    gatewayUrl: () => gatewayUrl,
  });
  try {
    const paymentUrl = await payment.start();
    writeFileSync(join(options.dataDirectory, PAYMENT_URL_FILE), paymentUrl);
    const env = { ...options.env, PAYMENT_URL: paymentUrl };
    const parties = composeEventParties(ports, env, auth);
    const subgraphs = await composeSubgraphs({ ports, env, auth, roads: options.roads });
    const config = readGatewayConfig(env);
    const gateway = composeGateway({
      transports: (name) => subgraphs.road(name),
      pubsub: ports.pubsub,
      rateLimiter: ports.rateLimiter,
      snapshots: ports.snapshots,
      auth: createTokenVerifier(auth, 'gateway'),
      serviceTokens: createServiceTokens(auth.internalSecret, 'gateway'),
      webhookTokens: createServiceTokens(auth.internalSecret, 'payment-webhook'),
      media: subgraphs.media,
      logger,
      config,
    });
    const audits = createAuditJob({ config: readAuditorConfig(env), events: ports.events, logger });
    lifecycle.add(
      {
        name: 'ports',
        start: () => ports.provision(allTopics()),
        stop: () => ports.close(),
      },
      { name: 'payment sandbox', stop: () => payment.stop() },
      parties,
      { name: 'subgraphs', start: () => subgraphs.start(), stop: () => subgraphs.stop() },
      {
        name: 'gateway',
        start: async () => {
          await gateway.start(port);
          gatewayUrl = gateway.url;
        },
        stop: () => gateway.stop(),
      },
      { name: 'audits', start: async () => audits.start(), stop: () => audits.stop() },
    );
    await lifecycle.start();
    return {
      url: gateway.url,
      auth,
      paymentUrl,
      subgraphUrl: (name) => subgraphs.url(name),
      partyUrl: (name) => (name === 'payment' ? env.PAYMENT_URL : parties.url(name)),
      stop: () => lifecycle.stop(),
    };
  } catch (error) {
    await lifecycle.stop();
    await payment.stop();
    throw error;
  }
}
