// The generated Prisma clients are not committed: this makes those whose inputs changed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel } from '../processes/in-parallel.mjs';
import { capture } from '../processes/run.mjs';
import { domains } from './domains.mjs';
import { fingerprint, isCurrent, writeStamp } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { prismaCommand } from './prisma-command.mjs';

const AT_ONCE = 2;

/**
 * Generates the clients of these domains, skipping those that are current.
 *
 * @returns the domains that were generated.
 * @throws Error with Prisma's own output when a schema is not valid; what was there before stays usable.
 */
export async function generatePrismaClients(selected = domains, { force = false } = {}) {
  const stale = selected.filter((domain) => force || !isCurrent(stampOf(domain), inputsOf(domain)));
  await inParallel(AT_ONCE, stale, generate);
  return stale;
}

async function generate(domain) {
  const { program, args, options } = prismaCommand(domain, ['generate']);
  const { code, output } = await capture(program, args, options);
  if (code !== 0) throw new Error(`prisma generate failed for ${domain}:\n${output}`);
  writeStamp(stampOf(domain), inputsOf(domain));
}

function inputsOf(domain) {
  const schema = join(root, 'prisma', domain);
  const prisma = join(root, 'node_modules/prisma/package.json');
  return fingerprint(root, [
    ...['schema.prisma', `${domain}.prisma`, 'messaging.prisma', 'prisma.config.ts'].map((name) =>
      join(schema, name),
    ),
    ...(existsSync(prisma) ? [prisma] : []),
  ]);
}

function stampOf(domain) {
  return join(root, 'subgraphs', domain, 'src/persistence/generated/.inputs');
}
