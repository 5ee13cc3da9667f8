// npm run explain as a developer types it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@agora/test-kit/repository';

const folder = mkdtempSync(join(tmpdir(), 'agora-explain-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly problems: string;
}

function explain(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(repositoryRoot, 'scripts/explain.mjs'), ...args],
      { cwd: folder },
      (error, output, problems) => {
        resolve({ code: error === null ? 0 : Number(error.code), output, problems });
      },
    );
  });
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const query = file(
  'query.graphql',
  'query Names { products(first: 1) { nodes { title } } } query Prices { products(first: 1) { nodes { variants { price { unitPrice { amount } } } } } }',
);

test('an operation of the supergraph is explained as text and as JSON', async () => {
  const text = await explain(query, '--operation', 'Prices');
  expect(text).toMatchObject({ code: 0, problems: '' });
  expect(text.output).toContain('PROGRAM, 2 fetches in 2 requests, 2 rounds');
  const json = await explain(query, '--operation', 'Names', '--json');
  expect(JSON.parse(json.output)).toMatchObject({
    requests: [{ subgraph: 'catalog', number: 1, after: [] }],
  });
});

test('what cannot be explained is told on stderr, with exit code 2', async () => {
  const variables = file('variables.json', '[1]');
  const [none, unclear, unread, wrong, unknown] = await Promise.all([
    explain(),
    explain(query),
    explain(join(folder, 'other.graphql')),
    explain(query, '--operation', 'Names', '--variables', variables),
    explain(query, '--operations', 'Names'),
  ]);
  expect(none.problems).toContain('npm run -s explain -- <query.graphql');
  expect(unclear.problems).toContain('The document has Names, Prices.');
  expect(unread.problems).toContain('other.graphql cannot be read');
  expect(wrong.problems).toContain('does not hold variables');
  expect(unknown.problems).toContain('--operations');
  for (const { code, output } of [none, unclear, unread, wrong, unknown])
    expect({ code, output }).toEqual({ code: 2, output: '' });
});
