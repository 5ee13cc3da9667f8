// npm run nightly [-- <part of a path> …]: the tests that have a full size, at that size. Takes a few hours.
import { run } from './processes/run.mjs';
import { root } from './setup/paths.mjs';

const FULL = [
  'outbox/relay-kill',
  'inbox/backlog',
  'inbox/consumer-kill',
  'resilience/order-saga',
  'comparison/differential',
  'comparison/conflicting-names',
];
const asked = process.argv.slice(2);
process.exitCode = await run(process.execPath, ['scripts/test.mjs', ...(asked.length > 0 ? asked : FULL)], {
  cwd: root,
  env: { ...process.env, AGORA_TEST_FULL: 'true' },
});
