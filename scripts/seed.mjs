// npm run seed: the demonstration shop, into the databases of the environment, else into those of `npm start`.
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('scripts/seed/data-folder.ts'));
