// node --import tsx -C source scripts/generate/env-example.ts: .env.example from the tables of docs/configuration.md,
// which a test compares with what the code reads.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Every variable of the tables under `## Variables`, in their order, commented out, with default and meaning. */
export function envExample(configuration: string): string {
  const [, section = ''] = configuration.split(/^## Variables$/m);
  const [tables = ''] = section.split(/^## /m);
  const lines = [
    '# Every variable there is, made from docs/configuration.md by `npm run generate`. Copy to .env what you set.',
  ];
  const told = new Set<string>();
  for (const line of tables.split('\n')) {
    if (line.startsWith('### ')) lines.push('', `# ${line.slice(4)}`);
    const [name = '', ...cells] = cellsOf(line);
    if (!/^[A-Z][A-Z0-9_]+$/.test(name) || told.has(name)) continue;
    told.add(name);
    lines.push(...variableLines(name, cells));
  }
  return `${lines.join('\n')}\n`;
}

function variableLines(
  name: string,
  [fallback = '', unit = '', , meaning = '']: readonly string[],
): string[] {
  const facts = [unit === '' ? '' : `${unit}.`, fallback === 'required' ? 'Required.' : '', meaning];
  const value = ['required', '–'].includes(fallback) ? '' : fallback;
  return [`# ${facts.filter((fact) => fact !== '').join(' ')}`.trimEnd(), `#${name}=${value}`];
}

function cellsOf(line: string): string[] {
  if (!line.startsWith('|')) return [];
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  return cells.map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\|', '|'));
}

if (require.main === module) {
  const text = envExample(readFileSync(join(root, 'docs/configuration.md'), 'utf8'));
  writeFileSync(join(root, '.env.example'), text);
}
