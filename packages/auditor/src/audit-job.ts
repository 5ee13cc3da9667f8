import { AppError } from '@agora/platform/errors';
import type { EventTransport } from '@agora/platform/eventing';
import { createJob } from '@agora/platform/jobs';
import type { Logger } from '@agora/platform/logging';
import { gauge } from '@agora/platform/metrics';
import { SECOND_MS } from '@agora/platform/time';
import { audit } from './audit';
import type { AuditReport } from './audit';
import type { AuditorConfig } from './config';
import { openWorld } from './open-world';
import { ALL_RULES } from './rules/all-rules';

const broken = gauge({
  name: 'invariant_violations',
  help: 'Violations of an invariant that the last audit found, by rule',
  labelNames: ['rule'],
});

/** The audit that comes back. */
export interface AuditJob {
  start(): void;
  /** Waits for a rule under way. */
  stop(): Promise<void>;
}

export interface AuditJobDeps {
  readonly config: AuditorConfig;
  readonly events: EventTransport;
  readonly logger: Logger;
}

/** Violations of one rule that are logged. */
const MOST_LOGGED = 20;

/**
 * Audits at an interval, in one process at a time, and tells what it found as a metric and in the log. Topics are read on from
 * where the audit before ended. Does nothing when the interval is 0 or the order database, which has its lock, is not known.
 */
export function createAuditJob({ config, events, logger }: AuditJobDeps): AuditJob {
  const world = openWorld(config, events);
  if (config.everySeconds === 0 || !world.databases.has('order'))
    return { start: () => undefined, stop: () => world.close() };
  const job = createJob({
    name: 'audit',
    database: world.databases.database('order'),
    everyMs: config.everySeconds * SECOND_MS,
    logger,
    run: async (signal) => {
      const { secondLookSeconds } = config;
      const report = await audit(world, { rules: ALL_RULES, secondLookSeconds, signal }).catch(
        (error: unknown) => {
          if (signal.aborted) return undefined;
          throw error;
        },
      );
      if (report !== undefined) tell(report, logger);
    },
  });
  return {
    start: () => job.start(),
    stop: async () => {
      await job.stop();
      await world.close();
    },
  };
}

/** @throws AppError when a rule could not be checked: its metric stays as it was, and the run counts as failed. */
function tell({ outcomes }: AuditReport, logger: Logger): void {
  for (const { rule, total, violations, unchecked } of outcomes) {
    if (unchecked === undefined) broken.set({ rule }, total);
    for (const { ids, text } of violations.slice(0, MOST_LOGGED))
      logger.error({ rule, ids, total }, `invariant broken: ${text}`);
  }
  const failed = outcomes.filter(({ isFailed }) => isFailed);
  if (failed.length === 0) return;
  const reasons = failed.map(({ rule, unchecked }) => `${rule}: ${unchecked ?? ''}`);
  throw new AppError('DOWNSTREAM_UNAVAILABLE', `Rules could not be checked: ${reasons.join('; ')}`);
}
