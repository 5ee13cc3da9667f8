import { list, wholeNumber } from '../config/fields';
import { readConfig } from '../config/read-config';
import { createAvroCodec } from '../eventing/avro/avro-codec';
import type { EventSchema } from '../eventing/avro/avro-codec';
import { registerAll } from '../eventing/avro/register-all';
import { createSchemaRegistry } from '../eventing/avro/schema-registry';
import { createKafkaTransport } from '../eventing/kafka/kafka-transport';
import { createPgLogTransport } from '../eventing/pg-log/pg-log-transport';
import type { EventTransport, TopicSpec } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { createHttpTransport } from '../subgraph-transport/http-transport';
import type { SubgraphTransport } from '../subgraph-transport/subgraph-transport';
import { systemClock } from '../time/clock';
import { z } from 'zod';
import { openRedisPorts } from './open-redis-ports';
import type { Ports } from './ports';

export const portsEnvironment = z.object({
  REDIS_URL: z.url().optional(),
  KAFKA_BROKERS: list(),
  KAFKA_CLIENT_ID: z.string().optional(),
  SCHEMA_REGISTRY_URL: z.url().optional(),
  BUS_DATABASE_URL: z.string().optional(),
  SUBGRAPH_CONNECTIONS: wholeNumber({ min: 1, max: 1_000, fallback: 32 }),
});

/** Where each subgraph listens when its `<DOMAIN>_URL` is not set. */
export const SUBGRAPH_PORTS = {
  catalog: 4001,
  pricing: 4002,
  inventory: 4003,
  cart: 4004,
  customer: 4005,
  order: 4006,
} as const;

export interface OpenPorts extends Ports {
  /**
   * Creates the topics that are missing and, at a registry, registers every version of the schemas of these ports. An
   * operator's step before anything runs: nothing is created by using it. Safe to repeat.
   * @throws AppError when Kafka, the log or the registry does not answer, or the registry refuses a schema.
   */
  provision(topics: readonly TopicSpec[]): Promise<void>;
  /** Closes every connection; call it after whatever uses the ports has stopped. */
  close(): Promise<void>;
}

export interface OpenPortsOptions {
  /** The process: client id on Kafka, name of connections. */
  readonly name: string;
  readonly logger: Logger;
  readonly env: NodeJS.ProcessEnv;
  /** Of every event this process may send or meet: `eventSchemas()` of the contracts. */
  readonly schemas: readonly EventSchema[];
}

/**
 * Opens the ports by address: Redis when `REDIS_URL` is set, else memory; Kafka when `KAFKA_BROKERS` is set, else the
 * log in `BUS_DATABASE_URL`; schemas by the ids of the registry when `SCHEMA_REGISTRY_URL` is set, else by fingerprint;
 * subgraphs at `<DOMAIN>_URL` over HTTP. Nothing connects before it is used.
 * @throws Error when there is neither a broker nor a bus.
 */
export function openPorts({ name, logger, env, schemas }: OpenPortsOptions): OpenPorts {
  const read = readConfig(portsEnvironment, env);
  const events = openEvents(name, read, logger);
  const registry =
    read.SCHEMA_REGISTRY_URL === undefined
      ? undefined
      : createSchemaRegistry({ url: read.SCHEMA_REGISTRY_URL });
  const redis = openRedisPorts({ url: read.REDIS_URL, logger });
  const roads = new Map<string, SubgraphTransport>();
  const subgraph = (domain: string): SubgraphTransport => {
    let road = roads.get(domain);
    if (road === undefined) {
      road = createHttpTransport({ url: subgraphUrl(domain, env), connections: read.SUBGRAPH_CONNECTIONS });
      roads.set(domain, road);
    }
    return road;
  };
  return {
    ...redis,
    events,
    codec: createAvroCodec({ schemas, registry }),
    subgraph,
    logger,
    clock: systemClock,
    provision: async (topics) => {
      await events.createTopics(topics);
      if (registry !== undefined) await registerAll(registry, schemas);
    },
    close: async () => {
      await Promise.all([...roads.values(), redis].map((port) => port.close()));
      await events.close();
      await registry?.close();
    },
  };
}

function openEvents(name: string, read: z.infer<typeof portsEnvironment>, logger: Logger): EventTransport {
  if (read.KAFKA_BROKERS.length > 0) {
    return createKafkaTransport({
      brokers: read.KAFKA_BROKERS,
      clientId: read.KAFKA_CLIENT_ID ?? `agora-${name}`,
      logger,
    });
  }
  if (read.BUS_DATABASE_URL === undefined)
    throw new Error('Set KAFKA_BROKERS, or BUS_DATABASE_URL for the event log in PostgreSQL.');
  return createPgLogTransport({ url: read.BUS_DATABASE_URL, logger });
}

/** The `/graphql` of a subgraph: `<DOMAIN>_URL`, else its port on this machine. */
function subgraphUrl(domain: string, env: NodeJS.ProcessEnv): string {
  const url = env[`${domain.toUpperCase()}_URL`];
  const port: number | undefined = (SUBGRAPH_PORTS as Readonly<Record<string, number>>)[domain];
  return url ?? `http://127.0.0.1:${String(port ?? 0)}/graphql`;
}
