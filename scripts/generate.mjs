// npm run generate: everything that is derived, in the order of derivation.
//   prisma/<domain> → Prisma clients → subgraphs/<domain>/schema.graphql → gateway/supergraph.graphql → packages/client
//   → gateway/trusted-documents.json
// Everything but the Prisma clients is committed, so that a review shows a change of the API as one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inParallel } from './processes/in-parallel.mjs';
import { withSources } from './processes/node-with-sources.mjs';
import { capture } from './processes/run.mjs';
import { domains } from './setup/domains.mjs';
import { root } from './setup/paths.mjs';
import { generatePrismaClients } from './setup/prisma-clients.mjs';

const AT_ONCE = 2;
const steps = [
  { name: 'supergraph', args: withSources('scripts/compose-supergraph.ts') },
  { name: 'schemas of events', args: withSources('packages/contracts/src/write-avro-schemas.ts') },
  { name: 'document of events', args: withSources('packages/contracts/src/write-events-document.ts') },
  { name: 'AsyncAPI document', args: withSources('scripts/generate/asyncapi.ts') },
  { name: 'example of .env', args: withSources('scripts/generate/env-example.ts') },
  {
    name: 'typed client',
    args: ['node_modules/@graphql-codegen/cli/cjs/bin.js', '--config', 'codegen.yml'],
    needs: 'codegen.yml',
  },
  { name: 'manifest of trusted documents', args: withSources('scripts/generate/trusted-documents.ts') },
];

try {
  await generatePrismaClients();
  // A process each: type-graphql's registry is global, and a subgraph must not show types of another.
  await inParallel(AT_ONCE, domains, (domain) =>
    run({
      name: `schema of ${domain}`,
      args: withSources('scripts/generate/print-subgraph-schema.ts', [domain]),
    }),
  );
  for (const step of steps) await run(step);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function run({ name, args, needs }) {
  if (needs !== undefined && !existsSync(join(root, needs))) return;
  const env = { ...process.env, APOLLO_TELEMETRY_DISABLED: 'true', LOG_LEVEL: 'silent' };
  const { code, output } = await capture(process.execPath, args, { cwd: root, env });
  if (code !== 0) throw new Error(`Generating the ${name} failed:\n${output}`);
  console.log(`Generated: ${name}`);
}
