import type { EventTransport } from '@agora/platform/eventing';
import { openAuditedDatabases } from './audited-databases';
import type { AuditorConfig } from './config';
import { createPaymentParty } from './payment/payment-party';
import type { AuditedWorld } from './rule';
import { createTopicLog } from './topics/topic-log';

export interface OpenWorld extends AuditedWorld {
  close(): Promise<void>;
}

/**
 * Opens whatever the configuration names. Nothing connects before it is used; `events` stays its owner's.
 * @param events Undefined: what only the topics know is not checked.
 */
export function openWorld(
  config: Pick<AuditorConfig, 'databaseUrls' | 'paymentUrl' | 'marginSeconds'>,
  events: EventTransport | undefined,
): OpenWorld {
  const databases = openAuditedDatabases(config.databaseUrls);
  const payments = config.paymentUrl === undefined ? undefined : createPaymentParty(config.paymentUrl);
  const topics = events === undefined ? undefined : createTopicLog(events);
  return {
    databases,
    payments,
    topics,
    marginSeconds: config.marginSeconds,
    close: async () => {
      // What a group leaves behind at a broker that is gone, the broker forgets by itself.
      await topics?.close().catch(() => undefined);
      await payments?.close();
      await databases.close();
    },
  };
}
