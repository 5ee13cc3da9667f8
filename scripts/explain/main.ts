import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainOperation } from '../../gateway/src/explain/explain-operation';
import { explanationText } from '../../gateway/src/explain/explanation-text';

const USAGE =
  'npm run -s explain -- <query.graphql | -> [--operation <name>] [--variables <file.json>] [--supergraph <path>] [--json]';
const SUPERGRAPH = join(__dirname, '../../gateway/supergraph.graphql');

function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      operation: { type: 'string' },
      variables: { type: 'string' },
      supergraph: { type: 'string', default: SUPERGRAPH },
      json: { type: 'boolean', default: false },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error(USAGE);
  const explained = explainOperation({
    supergraphSdl: textOf(values.supergraph),
    document: file === '-' ? readFileSync(process.stdin.fd, 'utf8') : textOf(file),
    documentName: file === '-' ? 'standard input' : file,
    operationName: values.operation,
    variables: values.variables === undefined ? undefined : variablesIn(values.variables),
  });
  if (explained.kind === 'refused') throw new Error(explained.problems.join('\n\n'));
  const { explanation } = explained;
  process.stdout.write(
    `${values.json ? JSON.stringify(explanation, undefined, 2) : explanationText(explanation)}\n`,
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Error(`The file ${path} cannot be read.`);
  }
}

function variablesIn(path: string): Readonly<Record<string, unknown>> {
  const wrong = `The file ${path} does not hold variables: a JSON object.`;
  let value: unknown;
  try {
    value = JSON.parse(textOf(path));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(wrong) : error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(wrong);
  return value as Record<string, unknown>;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
