import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import type { Logger } from '@agora/platform/logging';
import { collectProcessMetrics } from '@agora/platform/metrics';
import { composeEventParty } from './compose-event-party';
import { EVENT_PARTIES } from './event-parties';
import { composePayment } from './payment/compose-payment';

interface Party {
  start(): Promise<unknown>;
  stop(): Promise<void>;
}

/**
 * Outside parties by name, each argument one: `payment` (also without any), `notification`, `fulfillment`, `analytics`.
 */
async function main(names: readonly string[]): Promise<void> {
  const logger = createLogger({ name: names.join('+') });
  const parties: Party[] = [];
  for (const name of names) parties.push(await compose(name, logger));
  collectProcessMetrics();
  stopOnSignals(async () => {
    await Promise.all(parties.map((party) => party.stop()));
  }, logger);
  await Promise.all(parties.map((party) => party.start()));
}

async function compose(name: string, logger: Logger): Promise<Party> {
  if (name === 'payment') return composePayment(process.env, logger);
  const known = EVENT_PARTIES.find((party) => party === name);
  if (known !== undefined) return composeEventParty(known, process.env, logger);
  throw new Error(`There is no party ${name}: choose one of payment, ${EVENT_PARTIES.join(', ')}.`);
}

main(process.argv.length > 2 ? process.argv.slice(2) : ['payment']).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
