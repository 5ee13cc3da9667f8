// npm run dlq -- list [topic] | show <topic> <id> | replay <topic> <id|--all> | drop <topic> <id|--all>
// Messages that a consumer gave up. On Kafka at KAFKA_BROKERS, else in the event log of BUS_DATABASE_URL, else of the
// system that runs on the data folder (`npm run distributed` or `npm start`).
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('scripts/dlq/main.ts', process.argv.slice(2)));
