import { eventSchemas } from '@agora/contracts/published-schemas';
import type { Logger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import type { OpenPorts } from '@agora/platform/ports';
import { readPaymentConfig } from '../config';
import { openPaymentParty } from './open-payment-party';
import type { PaymentParty } from './payment-party';

/**
 * The payment party as a process of its own. It publishes when `KAFKA_BROKERS` or `BUS_DATABASE_URL` is set, posts when
 * `PAYMENT_WEBHOOK_URL` is, and answers by REST in any case.
 * @throws Error when the configuration or the file is not usable.
 */
export async function composePayment(env: NodeJS.ProcessEnv, logger: Logger): Promise<PaymentParty> {
  const { port, host, storeFile, webhook } = readPaymentConfig(env);
  const ports = hasLog(env)
    ? openPorts({ name: 'payment', logger, env, schemas: eventSchemas() })
    : undefined;
  const party = await openPaymentParty({
    port,
    host,
    storeFile,
    logger,
    events: ports === undefined ? undefined : { transport: ports.events, codec: ports.codec },
    webhook: webhook === undefined ? undefined : { url: () => webhook.url, secret: webhook.secret },
  });
  return { start: () => party.start(), stop: () => stop(party, ports) };
}

function hasLog(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['KAFKA_BROKERS']) || Boolean(env['BUS_DATABASE_URL']);
}

async function stop(party: PaymentParty, ports: OpenPorts | undefined): Promise<void> {
  await party.stop();
  await ports?.close();
}
