import { audit } from '@agora/auditor/audit';
import type { AuditReport } from '@agora/auditor/audit';
import { readAuditorConfig } from '@agora/auditor/config';
import { openWorld } from '@agora/auditor/open-world';
import { ALL_RULES } from '@agora/auditor/rules/all-rules';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';

/** One audit, by every rule, of the Agora whose addresses are in the environment. Leaves nothing open. */
export async function runAudit(env: NodeJS.ProcessEnv): Promise<AuditReport> {
  const config = readAuditorConfig(env);
  const hasTopics = Boolean(env['KAFKA_BROKERS'] ?? env['BUS_DATABASE_URL']);
  const logger = createLogger({ name: 'audit', level: 'error' });
  const ports = hasTopics ? openPorts({ name: 'audit', logger, env, schemas: eventSchemas() }) : undefined;
  const world = openWorld(config, ports?.events);
  try {
    return await audit(world, { rules: ALL_RULES, secondLookSeconds: config.secondLookSeconds });
  } finally {
    await world.close();
    await ports?.close();
  }
}
