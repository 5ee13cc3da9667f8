// One version per dependency over all workspaces: two copies of graphql are two realms, of zod two schemas.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

const rootManifest = read('package.json');
const folders = rootManifest.workspaces.flatMap(expand);
const ranges = new Map();
for (const folder of ['.', ...folders]) {
  const manifest = read(join(folder, 'package.json'));
  for (const [name, range] of KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}))) {
    if (name.startsWith('@agora/')) continue;
    const users = ranges.get(name) ?? new Map();
    users.set(range, [...(users.get(range) ?? []), folder]);
    ranges.set(name, users);
  }
}

const problems = [...ranges]
  .filter(([, users]) => users.size > 1)
  .map(
    ([name, users]) =>
      `${name}: ${[...users].map(([range, where]) => `${range} in ${where.join(', ')}`).join('; ')}`,
  );
// What must exist once at run time, whatever ranges say.
for (const name of [
  'graphql',
  'type-graphql',
  '@prisma/client',
  'zod',
  'ioredis',
  '@apollo/federation-internals',
]) {
  const copies = installedCopies(name);
  if (copies.length > 1) problems.push(`${name} is installed ${copies.length} times: ${copies.join(', ')}`);
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

function expand(pattern) {
  if (!pattern.endsWith('/*')) return [pattern];
  const parent = pattern.slice(0, -2);
  return readdirSync(join(root, parent))
    .map((name) => join(parent, name))
    .filter((folder) => existsSync(join(root, folder, 'package.json')));
}

function read(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function installedCopies(name) {
  const { packages } = read('package-lock.json');
  return Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
}
