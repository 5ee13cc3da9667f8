import { parseArgs } from 'node:util';
import { CONTESTANTS } from './contestants';
import type { Contestant } from './contestants';
import { distinctRequests, identicalRequests, overlappingRequests } from './requests';
import type { Requests } from './requests';

/** What is measured. */
export interface Options {
  readonly contestants: readonly Contestant[];
  readonly requests: readonly Requests[];
  readonly clients: readonly number[];
  /** Of each answer of a subgraph. */
  readonly delaysMs: readonly number[];
  readonly rounds: number;
  /** For everything after the start; rounds are as long as that allows. */
  readonly budgetMs: number;
}

const ROUNDS = 3;
const BUDGET_MS = 290_000;
const QUICK_BUDGET_MS = 20_000;
const REQUESTS: Readonly<Record<string, () => Requests>> = {
  identical: identicalRequests,
  overlapping: overlappingRequests,
  distinct: distinctRequests,
};
const LOADS = ['identical', 'distinct'];
const CLIENTS = [1, 50];
const DELAYS_MS = [0, 20];

/**
 * Reads `--quick`, and `--load`, `--clients`, `--delay` and `--only` (a part of a contestant's name), each of which may
 * be repeated. The first contestant is always measured: it is the baseline.
 * @throws Error for what is none of these.
 */
export function readOptions(args: readonly string[]): Options {
  const many = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, load: many, clients: many, delay: many, only: many },
  });
  const isQuick = values.quick === true;
  const loads = values.load ?? (isQuick ? ['identical'] : LOADS);
  return {
    contestants: selected(values.only),
    requests: loads.map(requestsOf),
    clients: numbers(values.clients, '--clients', 1) ?? CLIENTS,
    delaysMs: numbers(values.delay, '--delay', 0) ?? (isQuick ? [0] : DELAYS_MS),
    rounds: isQuick ? 1 : ROUNDS,
    budgetMs: isQuick ? QUICK_BUDGET_MS : BUDGET_MS,
  };
}

function selected(parts: readonly string[] | undefined): readonly Contestant[] {
  if (parts === undefined) return CONTESTANTS;
  const unknown = parts.find((part) => !CONTESTANTS.some(({ name }) => name.includes(part)));
  if (unknown !== undefined)
    throw new Error(
      `No contestant has "${unknown}" in its name: ${CONTESTANTS.map(({ name }) => name).join('; ')}`,
    );
  return CONTESTANTS.filter(({ name }, index) => index === 0 || parts.some((part) => name.includes(part)));
}

function requestsOf(name: string): Requests {
  const create = REQUESTS[name];
  if (create === undefined) throw new Error(`--load is ${Object.keys(REQUESTS).join(', ')}, not ${name}.`);
  return create();
}

function numbers(
  given: readonly string[] | undefined,
  option: string,
  least: number,
): readonly number[] | undefined {
  return given?.map((text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > 1_000)
      throw new Error(`${option} is a whole number from ${String(least)} to 1000, not ${text}.`);
    return value;
  });
}
