import { readConfig, wholeNumber } from '@agora/platform/config';
import { z } from 'zod';
import { AUDITED_DOMAINS } from './audited-databases';
import type { AuditedDomain } from './audited-databases';

export const auditorEnvironment = z.object({
  AUDIT_EVERY_SECONDS: wholeNumber({ min: 0, max: 86_400, fallback: 300 }),
  AUDIT_MARGIN_SECONDS: wholeNumber({ min: 0, max: 86_400, fallback: 120 }),
  AUDIT_SECOND_LOOK_SECONDS: wholeNumber({ min: 0, max: 600, fallback: 10 }),
  AUDIT_PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4_020 }),
  HOST: z.string().default('127.0.0.1'),
  PAYMENT_URL: z.url().optional(),
});

export interface AuditorConfig {
  /** Between two audits of the job. Default 300 s; 0: there is none. */
  readonly everySeconds: number;
  /** What is younger is not judged. Default 120 s. */
  readonly marginSeconds: number;
  /** Between the two looks. Default 10 s. */
  readonly secondLookSeconds: number;
  /** Where the process of its own tells its health and metrics. Default 4020. */
  readonly port: number;
  readonly host: string;
  /** Base URL of the payment party; without it what only the party knows is not checked. */
  readonly paymentUrl: string | undefined;
  readonly databaseUrls: Readonly<Partial<Record<AuditedDomain, string>>>;
}

/** @throws Error that lists every unusable variable. */
export function readAuditorConfig(env: NodeJS.ProcessEnv): AuditorConfig {
  const read = readConfig(auditorEnvironment, env);
  const urls = AUDITED_DOMAINS.flatMap((domain) => {
    const url = env[`${domain.toUpperCase()}_DATABASE_URL`];
    return url === undefined || url === '' ? [] : [[domain, url] as const];
  });
  return {
    everySeconds: read.AUDIT_EVERY_SECONDS,
    marginSeconds: read.AUDIT_MARGIN_SECONDS,
    secondLookSeconds: read.AUDIT_SECOND_LOOK_SECONDS,
    port: read.AUDIT_PORT,
    host: read.HOST,
    paymentUrl: read.PAYMENT_URL,
    databaseUrls: Object.fromEntries(urls),
  };
}
