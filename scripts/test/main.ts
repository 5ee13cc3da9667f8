import { readArguments } from './arguments';
import { startJest } from './jest-run';
import { startServices } from './services';

async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2), process.env);
  const services = await startServices({ install: asked.installServices });
  console.log(services.found.join('\n'));
  const jest = startJest(asked, services.environment);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => jest.interrupt());
  const outcome = await jest.outcome;
  await services.stop();
  for (const line of services.notRun) console.log(line);
  const missing = asked.installServices ? services.notRun.length : 0;
  if (asked.isCi) console.log(`${String(outcome.passed)} passed, ${String(outcome.failed + missing)} failed`);
  return outcome.isSuccess && outcome.failed === 0 && missing === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
