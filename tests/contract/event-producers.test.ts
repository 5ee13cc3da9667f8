import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { filesBelow, repositoryRoot } from './repository-files';

const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  payment: ['packages/sandbox-parties/src'],
  fulfillment: ['packages/sandbox-parties/src'],
  outside: [],
};

/** Lines of the owner's code and migrations in which an event may be sent: not imports, not handlers. */
function sendingLines(owner: string): string[] {
  const folders = FOLDERS[owner] ?? [`subgraphs/${owner}/src`, `prisma/${owner}/migrations`];
  return folders
    .flatMap((folder) => filesBelow(folder, '.ts', '.sql'))
    .filter((path) => !/\.(test|suite)\.ts$|\/generated\//.test(path))
    .flatMap((path) => readFileSync(join(repositoryRoot, path), 'utf8').split('\n'))
    .filter((line) => !/^import |onEvent\(/.test(line));
}

const linesByOwner = new Map(
  [...new Set(CATALOG_OF_EVENTS.map(({ owner }) => owner))].map((owner) => [owner, sendingLines(owner)]),
);

function isSent(type: string, owner: string): boolean {
  const constant = type.replace(/[._](.)/g, (_, letter: string) => letter.toUpperCase());
  return (linesByOwner.get(owner) ?? []).some(
    (line) => line.includes(`${constant}.type`) || line.includes(`'${type}'`),
  );
}

describe('the producers that contracts name', () => {
  it.each(CATALOG_OF_EVENTS)('$type is $production', ({ type, owner, production }) => {
    expect(isSent(type, owner)).toBe(production === 'live');
  });
});
