import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { readSandboxPartiesConfig } from './config';
import { createIntentStore } from './payment/intent-store';
import { createPaymentParty } from './payment/payment-party';

async function main(): Promise<void> {
  const { payment } = readSandboxPartiesConfig(process.env);
  const logger = createLogger({ name: 'sandbox-parties' });
  const store = await createIntentStore(payment.storeFile === undefined ? {} : { file: payment.storeFile });
  const party = createPaymentParty({ port: payment.port, host: payment.host, logger, store });
  await party.start();
  stopOnSignals(() => party.stop(), logger);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
