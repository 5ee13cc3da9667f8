// npm run bench:gateway [-- --quick] [--load <requests>] [--clients <n>] [--delay <ms>] [--only <contestant>]:
// our gateway beside others over the same stub subgraphs; bench/README.md says how to read it. Less than six minutes.
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { build } from './setup/build.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
await build();
process.exitCode = await supervise(withSources('bench/gateway/main.ts', process.argv.slice(2)));
