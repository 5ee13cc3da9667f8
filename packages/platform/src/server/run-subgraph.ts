import { z } from 'zod';
import { readAuthConfig } from '../auth/auth-config';
import { createTokenVerifier } from '../auth/token-verifier';
import { wholeNumber } from '../config/fields';
import { readConfig } from '../config/read-config';
import type { EventSchema } from '../eventing/avro/avro-codec';
import { stopOnSignals } from '../lifecycle/signals';
import { createLogger } from '../logging/logger';
import { collectProcessMetrics } from '../metrics/metrics';
import { SUBGRAPH_PORTS, openPorts } from '../ports/open-ports';
import type { Ports } from '../ports/ports';
import { serveSubgraph } from './serve-subgraph';
import type { SubgraphDefinition } from './subgraph-definition';
import { createSubgraphHost } from './subgraph-host';

/**
 * The whole life of a subgraph as a process of its own: ports by address, start, HTTP on `PORT` (default: the
 * subgraph's own), stop on a signal. `schemas` are those of every event it may send or meet. A configuration that is not usable ends the process with its problems.
 */
export function runSubgraph(
  name: keyof typeof SUBGRAPH_PORTS,
  compose: (ports: Ports) => Promise<SubgraphDefinition>,
  schemas: readonly EventSchema[],
): void {
  run(name, compose, schemas).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}

async function run(
  name: keyof typeof SUBGRAPH_PORTS,
  compose: (ports: Ports) => Promise<SubgraphDefinition>,
  schemas: readonly EventSchema[],
): Promise<void> {
  const environment = z.object({
    PORT: wholeNumber({ min: 0, max: 65_535, fallback: SUBGRAPH_PORTS[name] }),
    HOST: z.string().default('127.0.0.1'),
  });
  const { PORT: port, HOST: address } = readConfig(environment);
  const logger = createLogger({ name });
  collectProcessMetrics();
  const ports = openPorts({ name, logger, env: process.env, schemas });
  const host = await createSubgraphHost(await compose(ports), {
    auth: createTokenVerifier(readAuthConfig(process.env), name),
    logger,
  });
  const server = await serveSubgraph(host, { port, host: address, logger });
  stopOnSignals(async () => {
    await server.close();
    await host.stop();
    await ports.close();
  }, logger);
  await host.start();
  logger.info({ url: server.url }, 'ready');
}
