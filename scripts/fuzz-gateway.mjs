// npm run fuzz:gateway [-- --operations <n>] [--seed <first>] [--supergraph all|commerce|every-feature|benchmark]:
// random operations by our executor and by the stock gateway, 10,000 over each supergraph when nothing is said, from another seed each
// time. It fails with the operation, made as small as it can be, and both answers; docs/federation-differences.md has what is known.
import { withSources } from './processes/node-with-sources.mjs';
import { run } from './processes/run.mjs';
import { requireNode } from './setup/node-version.mjs';
import { root } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await run(
  process.execPath,
  withSources('scripts/fuzz-gateway/main.ts', process.argv.slice(2)),
  {
    cwd: root,
  },
);
