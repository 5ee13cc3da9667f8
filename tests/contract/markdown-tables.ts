import { readRepositoryFile } from './repository-files';

/** A row of a table by its column headings, code marks removed. */
export type TableRow = Readonly<Record<string, string>>;

/** The rows of every table below a heading of a document, up to the next heading of the same or a higher level. */
export function tableRows(path: string, heading: string): TableRow[] {
  const lines = sectionOf(readRepositoryFile(path), heading, path);
  const rows: TableRow[] = [];
  let columns: readonly string[] | undefined;
  for (const line of lines) {
    if (!line.startsWith('|')) columns = undefined;
    else if (columns === undefined) columns = cellsOf(line);
    else if (!/^\|[\s:|-]+\|$/.test(line)) rows.push(rowOf(columns, cellsOf(line)));
  }
  return rows;
}

function sectionOf(text: string, heading: string, path: string): string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`${path} has no heading "${heading}"`);
  const level = heading.indexOf(' ');
  const isEnd = (line: string): boolean => new RegExp(`^#{1,${String(level)}} `).test(line);
  const length = lines.slice(start + 1).findIndex(isEnd);
  return length < 0 ? lines.slice(start + 1) : lines.slice(start + 1, start + 1 + length);
}

function cellsOf(line: string): string[] {
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function rowOf(columns: readonly string[], cells: readonly string[]): TableRow {
  return Object.fromEntries(
    columns.map((column, index) => [column, (cells[index] ?? '').replaceAll('`', '')]),
  );
}

/** The values of a column of which a cell may list several, separated by commas. */
export function listed(cell: string | undefined): string[] {
  return (cell ?? '').split(',').flatMap((part) => (['', '–'].includes(part.trim()) ? [] : [part.trim()]));
}
