// npm run soak [-- --minutes <n>] [--clients <n>] [--only gateway|shop]: moderate load for an hour, or as long as is said, and
// whether heap, sockets and handles stay as they are; bench/README.md says how to read it. Exit code 1 when they do not.
import { dataDirectory } from './app/running-app.mjs';
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('bench/soak/main.ts', process.argv.slice(2)), {
  env: { AGORA_DATA_DIRECTORY: dataDirectory },
});
