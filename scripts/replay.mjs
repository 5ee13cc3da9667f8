// npm run replay -- <domain> <read model> [--republish]: fills a read model again from the beginning of its topics, or,
// with --republish, has the owner announce everything anew. While the system runs or not.
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('scripts/replay/main.ts', process.argv.slice(2)));
