import { tableRows } from './markdown-tables';
import { readRepositoryFile } from './repository-files';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readRepositoryFile('package.json')) as Manifest;

describe('docs/dependencies.md', () => {
  it.each([
    ['## At run time', manifest.dependencies],
    ['## For development', manifest.devDependencies],
  ])('%s lists exactly the packages of package.json and says why each is there', (heading, packages) => {
    const rows = tableRows('docs/dependencies.md', heading);
    expect(rows.map((row) => row['package'])).toEqual(Object.keys(packages).sort());
    expect(rows.filter((row) => row['why'] === '' || row['licence'] === '')).toEqual([]);
  });
});
