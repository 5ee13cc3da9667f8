// npm start [-- --fresh]
// Needs nothing but Node: installs, generates, migrates, then runs the whole of Agora in one process.
import { loadEnvFile } from './setup/env-file.mjs';
import { requireNode } from './setup/node-version.mjs';

requireNode();
loadEnvFile();
import('./app/run-app.mjs')
  .then(({ runApp }) => runApp(process.argv.slice(2)))
  .then(
    (code) => process.exit(code),
    (error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
