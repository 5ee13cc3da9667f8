// npm run subgraph <name>: one subgraph as a process of its own, with Apollo Sandbox at its /graphql, on the databases
// of `npm start` unless <DOMAIN>_DATABASE_URL are set.
import { requireFreePorts } from './app/port.mjs';
import { dataDirectory, findRunning, forgetRunning, noteRunning } from './app/running-app.mjs';
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { domains } from './setup/domains.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

const FIRST_PORT = 4001;

requireNode();
const [name] = process.argv.slice(2);
if (!domains.includes(name)) fail(`Usage: npm run subgraph <${domains.join('|')}>`);
const port = Number(process.env.PORT || FIRST_PORT + domains.indexOf(name));
await requireFreePorts([port], `PORT=${port + 100} npm run subgraph ${name}`).catch((error) =>
  fail(error.message),
);
await prepare();
// Whoever starts the databases is noted, so that `npm start` does not start them a second time.
const isFirst = findRunning() === undefined;
process.exitCode = await supervise(withSources('scripts/subgraph/main.ts', [name]), {
  env: { PORT: String(port), AGORA_DATA_DIRECTORY: dataDirectory },
  onStart: (pid) => {
    if (isFirst) noteRunning({ pid, url: `http://localhost:${port}` });
  },
});
if (isFirst) forgetRunning();

function fail(message) {
  console.error(message);
  process.exit(1);
}
