import { parseArgs } from 'node:util';

export interface SoakOptions {
  readonly minutes: number;
  /** In all. */
  readonly clients: number;
  /** Names of the processes that are put under load. */
  readonly only: readonly string[] | undefined;
}

/** Reads `--minutes` (default 60), `--clients` (default 16) and `--only`, which may be repeated. @throws Error for what is none of these. */
export function readSoakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      clients: { type: 'string', default: '16' },
      only: { type: 'string', multiple: true },
    },
  });
  return {
    minutes: numberOf(values.minutes, '--minutes', 1_440),
    clients: numberOf(values.clients, '--clients', 1_000),
    only: values.only,
  };
}

function numberOf(text: string, option: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new Error(`${option} is a whole number from 1 to ${String(most)}, not ${text}.`);
  return value;
}
