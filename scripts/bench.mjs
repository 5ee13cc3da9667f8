// npm run bench [-- <part> …]: how fast, and at what cost; bench/README.md has the parts. Makes its own shop in the data
// folder at the first run; about four minutes after that.
import { dataDirectory } from './app/running-app.mjs';
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { build } from './setup/build.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
await build();
process.exitCode = await supervise(withSources('bench/main.ts', process.argv.slice(2)), {
  env: { AGORA_DATA_DIRECTORY: dataDirectory },
});
