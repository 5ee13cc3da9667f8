import { run } from '../processes/run.mjs';
import { withSources } from '../processes/node-with-sources.mjs';
import { root } from '../setup/paths.mjs';
import { prepare } from '../setup/prepare.mjs';

await prepare();
process.exitCode = await run(process.execPath, withSources('scripts/test/main.ts', process.argv.slice(2)), {
  cwd: root,
});
