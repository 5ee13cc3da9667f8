// npm run dev: like `npm start`, and what depends on a file that is changed starts again by itself.
import { requireFreePorts } from './app/port.mjs';
import { dataDirectory, findRunning, forgetRunning, noteRunning } from './app/running-app.mjs';
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
const port = Number(process.env.PORT || 4000);
const running = findRunning();
if (running !== undefined)
  fail(`Agora is running at ${running.url} (process ${running.pid}). Stop it first: npm run stop`);
await requireFreePorts([port], `PORT=${port + 100} npm run dev`).catch((error) => fail(error.message));
await prepare();
process.exitCode = await supervise(withSources('scripts/dev/main.ts'), {
  env: { PORT: String(port), AGORA_DATA_DIRECTORY: dataDirectory },
  onStart: (pid) => noteRunning({ pid, url: `http://localhost:${port}` }),
});
forgetRunning();

function fail(message) {
  console.error(message);
  process.exit(1);
}
