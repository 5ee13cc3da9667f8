import { parseEnv } from 'node:util';
import { envExample } from '../../scripts/generate/env-example';
import { tableRows } from './markdown-tables';
import { readRepositoryFile } from './repository-files';

const example = readRepositoryFile('.env.example');

describe('.env.example', () => {
  it('is what the generator makes of the configuration page', () => {
    expect(example).toBe(envExample(readRepositoryFile('docs/configuration.md')));
  });

  it('names every variable once and sets none by itself', () => {
    const named = [...example.matchAll(/^#([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    const documented = tableRows('docs/configuration.md', '## Variables').map((row) => row['variable']);
    expect(named).toEqual([...new Set(documented)]);
    expect(parseEnv(example)).toEqual({});
  });
});
