// npm run chaos -- [--minutes 2] [--seed 1] [--shoppers 10] [--install-services]: shoppers on a distributed shop of their own
// whose processes are killed and made to hang and whose connections are cut. Exit code 1 when an invariant is broken or an
// acknowledged write is lost.
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('scripts/chaos/main.ts', process.argv.slice(2)));
