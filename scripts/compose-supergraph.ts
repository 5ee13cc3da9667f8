// npm run generate, last step but one: supergraph.yaml + subgraphs/*/schema.graphql → the gateway's three files.
//   compose-supergraph.ts           writes them
//   compose-supergraph.ts --check   only compares, exit 1 when a file is stale
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeSupergraph } from '../gateway/src/supergraph/compose-supergraph';
import type { ComposedSupergraph, SubgraphSdl } from '../gateway/src/supergraph/compose-supergraph';
import { readSupergraphConfig } from '../gateway/src/supergraph/supergraph-config';

const root = join(__dirname, '..');

function readSubgraphs(): SubgraphSdl[] {
  return readSupergraphConfig(readFileSync(join(root, 'supergraph.yaml'), 'utf8')).map((entry) => ({
    name: entry.name,
    url: entry.routingUrl,
    sdl: readFileSync(join(root, entry.schemaFile), 'utf8'),
  }));
}

function filesOf(composed: ComposedSupergraph): Record<string, string> {
  return {
    'gateway/supergraph.graphql': composed.supergraphSdl,
    'gateway/api.graphql': composed.apiSdl,
    'gateway/auth-policy.json': composed.authPolicyJson,
  };
}

function staleFiles(files: Record<string, string>): string[] {
  return Object.entries(files)
    .filter(([path, text]) => currentText(path) !== text)
    .map(([path]) => path);
}

function currentText(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

function main(): void {
  const files = filesOf(composeSupergraph(readSubgraphs()));
  const stale = staleFiles(files);
  if (process.argv.includes('--check')) {
    if (stale.length > 0) throw new Error(`out of date, run "npm run generate": ${stale.join(', ')}`);
    return;
  }
  for (const path of stale) writeFileSync(join(root, path), files[path] ?? '');
  console.log(stale.length === 0 ? 'supergraph: nothing changed' : `supergraph: wrote ${stale.join(', ')}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
