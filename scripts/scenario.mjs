// npm run scenario -- flash-sale [--url <gateway>] [--buyers 200] [--units 50] [--sku <sku>]
// Plays a situation on a running Agora, and fails when what must hold does not.
import { existsSync } from 'node:fs';
import { withSources } from './processes/node-with-sources.mjs';
import { run } from './processes/run.mjs';
import { root } from './setup/paths.mjs';

const [name = '', ...args] = process.argv.slice(2);
const file = `scripts/scenarios/${name}/main.ts`;
if (!/^[a-z-]+$/.test(name) || !existsSync(`${root}/${file}`)) {
  console.error('Name a folder of scripts/scenarios: npm run scenario -- flash-sale');
  process.exit(2);
}
process.exitCode = await run(process.execPath, withSources(file, args), { cwd: root });
