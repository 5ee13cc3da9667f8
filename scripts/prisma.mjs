// node scripts/prisma.mjs <domain|all> <prisma command …>
//   e.g. `cart migrate dev --name add_notes`, `all migrate deploy`, `order migrate status`, `all generate [--force]`
// `migrate dev` and `migrate diff` need some database to work on, not a particular one: without <DOMAIN>_DATABASE_URL
// they get a temporary PostgreSQL.
import { withSources } from './processes/node-with-sources.mjs';
import { run } from './processes/run.mjs';
import { domains } from './setup/domains.mjs';
import { prismaCommand } from './setup/prisma-command.mjs';
import { generatePrismaClients } from './setup/prisma-clients.mjs';

const [selection, ...command] = process.argv.slice(2);
const selected = selection === 'all' ? domains : domains.filter((domain) => domain === selection);

if (selected.length === 0 || command.length === 0) {
  console.error(`Usage: node scripts/prisma.mjs <${domains.join('|')}|all> <prisma command>`);
  process.exit(2);
}

if (command[0] === 'generate') {
  await generate();
} else {
  for (const domain of selected) {
    const { program, args, options } = prismaCommand(domain, command);
    const code = await run(program, onSomeDatabase(domain, args), options);
    if (code !== 0) process.exit(code);
  }
}

function onSomeDatabase(domain, args) {
  const variable = `${domain.toUpperCase()}_DATABASE_URL`;
  const isWork = command[0] === 'migrate' && ['dev', 'diff'].includes(command[1]);
  if (!isWork || process.env[variable]) return args;
  return withSources('scripts/processes/with-temporary-postgres.ts', [variable, ...args]);
}

async function generate() {
  try {
    const generated = await generatePrismaClients(selected, { force: command.includes('--force') });
    console.log(
      generated.length === 0
        ? 'Prisma clients are current'
        : `Generated Prisma clients: ${generated.join(', ')}`,
    );
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
