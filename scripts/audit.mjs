// npm run audit [-- --json] [-- --margin <seconds>] [-- --second-look <seconds>]: checks every invariant of the Agora of the
// environment's <DOMAIN>_DATABASE_URL, else of `npm run distributed` while it runs, else of `npm start`. Reads only. Exit code 1
// when something is broken or could not be checked.
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('scripts/audit/main.ts', process.argv.slice(2)));
