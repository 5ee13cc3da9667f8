// npm run distributed [-- <process>] [-- --install-services]
// Everything as processes of their own on PostgreSQL, Redis and Kafka. With the name of a process: starts that one
// again, beside the others that run.
import { dataDirectory } from './app/running-app.mjs';
import { requireFreePorts } from './app/port.mjs';
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

// The gateway's, the subgraphs', at 10 the outside parties' and at 20 the auditor's: as in scripts/system/service-processes.ts.
const OFFSETS = [0, 1, 2, 3, 4, 5, 6, 10, 20];

requireNode();
const port = Number(process.env.PORT || 4000);
const isWhole = process.argv.slice(2).every((argument) => argument.startsWith('-'));
if (isWhole)
  await requireFreePorts(
    OFFSETS.map((offset) => port + offset),
    `PORT=${port + 100} npm run distributed`,
  ).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
await prepare();
process.exitCode = await supervise(withSources('scripts/distributed/main.ts', process.argv.slice(2)), {
  env: { AGORA_DATA_DIRECTORY: dataDirectory },
});
