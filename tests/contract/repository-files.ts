import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

export const repositoryRoot = join(__dirname, '../..');
export const DOMAINS = ['catalog', 'pricing', 'inventory', 'cart', 'customer', 'order'] as const;

export function readRepositoryFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'generated', 'testing']);

/** Paths, relative to the repository, of the files below a folder that end so; no dependencies, nothing generated. */
export function filesBelow(folder: string, ...endings: readonly string[]): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(repositoryRoot, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) found.push(...filesBelow(path, ...endings));
    if (entry.isFile() && endings.some((ending) => entry.name.endsWith(ending))) found.push(path);
  }
  return found.map((path) => relative('.', path));
}

/** The TypeScript of the product below a folder, without tests and their suites. */
export function productSources(folder: string): string[] {
  return filesBelow(folder, '.ts').filter((path) => !/\.(test|suite)\.ts$/.test(path));
}

/** Every node of a TypeScript file, parents set, in the order of the text. */
export function* syntaxOf(path: string): Generator<ts.Node> {
  const file = ts.createSourceFile(path, readRepositoryFile(path), ts.ScriptTarget.ES2022, true);
  yield* descend(file);
}

function* descend(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* descend(child);
}
