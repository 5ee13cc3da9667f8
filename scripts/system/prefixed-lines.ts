// One terminal for many processes: each line begins with the name of the one that said it.

interface LogLine {
  readonly level: string;
  readonly msg?: string;
  readonly err?: { readonly message?: string };
}

/** Fields of every line that tell a person at a terminal nothing. */
const HIDDEN = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err', 'subgraph']);

/**
 * Takes what a process writes, in pieces as they come, and hands on whole lines with its name in front. Lines of its
 * JSON log become text; others stay as they are.
 */
export function prefixedLines(
  name: string,
  width: number,
  say: (line: string) => void,
): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') say(`${name.padEnd(width)} | ${readable(line)}`);
  };
}

function readable(line: string): string {
  const log = parse(line);
  if (log === undefined) return line;
  const facts = Object.entries(log)
    .filter(([key]) => !HIDDEN.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const cause = log.err?.message === undefined ? [] : [`(${log.err.message})`];
  return [log.level, log.msg ?? '', ...facts, ...cause].join(' ');
}

function parse(line: string): LogLine | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Partial<LogLine>;
    return typeof value.level === 'string' ? { ...value, level: value.level } : undefined;
  } catch {
    return undefined;
  }
}
