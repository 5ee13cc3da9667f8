// npm test [-- <part of a path> …] [--install-services] [any option of jest]
// Needs nothing but Node: installs, generates, starts the services, runs every lane that can run, stops everything.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./test/prepare-and-run.mjs').catch((error) => {
  console.error(error.message);
  process.exit(1);
});
