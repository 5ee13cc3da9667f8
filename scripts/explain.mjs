// npm run -s explain -- <query.graphql | -> [--operation <name>] [--variables <file.json>] [--supergraph <path>] [--json]
// Prints what the gateway makes of an operation: Apollo's plan, our program, the requests to the subgraphs. Needs nothing that
// runs. Exit code 2 when there is nothing to explain.
import { withSources } from './processes/node-with-sources.mjs';
import { run } from './processes/run.mjs';
import { root } from './setup/paths.mjs';

process.exitCode = await run(
  process.execPath,
  withSources('scripts/explain/main.ts', process.argv.slice(2)),
  {
    cwd: root,
  },
);
