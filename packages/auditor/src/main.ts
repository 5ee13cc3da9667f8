// The auditor as a process of its own: audits at its interval and serves what it found as metrics.
import { eventSchemas } from '@agora/contracts/published-schemas';
import { Lifecycle, stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { openPorts } from '@agora/platform/ports';
import { createAuditJob } from './audit-job';
import { readAuditorConfig } from './config';
import { createStatusServer } from './status-server';

async function main(): Promise<void> {
  const { env } = process;
  const config = readAuditorConfig(env);
  const logger = createLogger({ name: 'auditor' });
  collectProcessMetrics();
  const ports = openPorts({ name: 'auditor', logger, env, schemas: eventSchemas() });
  const job = createAuditJob({ config, events: ports.events, logger });
  const status = createStatusServer(config);
  const lifecycle = new Lifecycle(logger).add(
    { name: 'ports', stop: () => ports.close() },
    { name: 'audit', start: async () => job.start(), stop: () => job.stop() },
    {
      name: 'status',
      start: async () => logger.info({ url: await status.start() }, 'auditor is listening'),
      stop: () => status.stop(),
    },
  );
  await lifecycle.start();
  stopOnSignals(() => lifecycle.stop(), logger);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
