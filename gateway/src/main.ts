import './disable-telemetry';
import cluster from 'node:cluster';
import { readConfig } from '@agora/platform/config';
import { createLogger } from '@agora/platform/logging';
import { runPrimary } from './cluster/run-primary';
import { openWorkerLink } from './cluster/worker-link';
import { gatewayProcessEnvironment, readGatewayConfig } from './config';

/** The gateway of the distributed mode: one process, or a primary and `GATEWAY_WORKERS` of them. */
async function main(): Promise<void> {
  const { GATEWAY_WORKERS: count } = readConfig(gatewayProcessEnvironment, process.env);
  const logger = createLogger({ name: 'gateway' });
  if (count > 1 && cluster.isPrimary) {
    // Told once, not by every worker.
    readGatewayConfig(process.env);
    return runPrimary({ count, logger });
  }
  // A primary needs none of this in its memory.
  const { runGateway } = await import('./gateway-process.js');
  return runGateway({
    env: process.env,
    logger,
    ...(cluster.isWorker ? { workers: openWorkerLink(logger) } : {}),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
