// npm run events: creates the topics of all events and, at SCHEMA_REGISTRY_URL, registers their schemas. On Kafka at
// KAFKA_BROKERS, else in the event log of BUS_DATABASE_URL, else in that of `npm start`. Safe to run again.
import { withSources } from './processes/node-with-sources.mjs';
import { supervise } from './processes/supervise.mjs';
import { requireNode } from './setup/node-version.mjs';
import { prepare } from './setup/prepare.mjs';

requireNode();
await prepare();
process.exitCode = await supervise(withSources('scripts/events/main.ts'));
