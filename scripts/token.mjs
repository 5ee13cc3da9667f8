// npm run -s token -- [--role customer|support|admin] [--sub <id>]
// Prints a token of 12 hours for the Agora of this working tree, and nothing else.
import { withSources } from './processes/node-with-sources.mjs';
import { run } from './processes/run.mjs';
import { root } from './setup/paths.mjs';

process.exitCode = await run(process.execPath, withSources('scripts/token/main.ts', process.argv.slice(2)), {
  cwd: root,
});
