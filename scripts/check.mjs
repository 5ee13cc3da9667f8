// npm run check [-- <name> …]: every check, or those named; one line each, the output of those that fail, and a
// countable last line.
import { inParallel } from './processes/in-parallel.mjs';
import { capture } from './processes/run.mjs';
import { checks } from './checks/catalog.mjs';
import { root } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';

const AT_ONCE = 2;

const [names, passedOn] = split(process.argv.slice(2));
const unknown = names.filter((name) => !checks.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `No such check: ${unknown.join(', ')}. There are: ${checks.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}

await prepare();
const selected = checks.filter(({ name }) => names.length === 0 || names.includes(name));
const results = await inParallel(AT_ONCE, selected, runCheck);
const failed = results.filter((isOk) => !isOk).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function runCheck({ name, args }) {
  const startMs = Date.now();
  const env = { ...process.env, NO_COLOR: '1', APOLLO_TELEMETRY_DISABLED: 'true' };
  const { code, output } = await capture(process.execPath, [...args, ...passedOn], { cwd: root, env });
  const seconds = ((Date.now() - startMs) / 1_000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} check:${name} (${seconds} s)`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

// Options of a single check, such as `--write`, go to that check.
function split(args) {
  const isOption = (argument) => argument.startsWith('-');
  return [args.filter((argument) => !isOption(argument)), args.filter(isOption)];
}
