import type { PartedProgram } from '../program/compile-program';
import type { DataObject } from '../run/data-object';
import type { Writing } from '../response/response-writer';
import { Run, startProgram } from '../run/run-program';
import type { AskSubgraph, RunOptions } from '../run/run-program';
import type { GraphQLError } from 'graphql';

/** A part of an operation that is being gathered. */
export interface RunningPart {
  /** Of its own fetches; complete when `ended`. */
  readonly errors: readonly GraphQLError[];
  /** When the answers to its fetches are in the data. Never rejects. */
  readonly ended: Promise<unknown>;
  /** To be called when the part has been written, for the parts in it to change the data from then on. */
  written(): void;
}

/** All parts of an operation, gathered into the same data. */
export interface RunningParts extends Writing {
  readonly data: DataObject;
  /** Puts more at the root of the data. */
  add(more: DataObject): void;
  /** By their places in the program. */
  readonly parts: readonly RunningPart[];
}

/**
 * Begins to run a program. A fetch of a later part is sent as soon as its own inputs are there, but what it answers is put in
 * place after the part around it has been written: a field that is in both and fails later only was right before.
 */
export function startParts({ program, parts }: PartedProgram, options: RunOptions): RunningParts {
  const into = { data: {}, shared: new Set<unknown>() };
  const gates = parts.map(() => createGate());
  const runs = parts.map(({ parent }) => {
    const around = parent === undefined ? undefined : gates[parent];
    const ask = around === undefined ? options.ask : after(around.opened, options.ask);
    return new Run({ ...options, ask }, into);
  });
  const owners = new Map(
    parts.flatMap(({ groups }, part) => groups.map((place) => [place, runs[part]] as const)),
  );
  const ends = startProgram(program, (place) => {
    const run = owners.get(place);
    if (run === undefined) throw new RangeError('every group belongs to a part');
    return run;
  });
  let isPlain = true;
  return {
    ...into,
    get isPlain() {
      return isPlain && runs.every((run) => run.isPlain);
    },
    add: (more) => {
      isPlain &&= Object.keys(more).length === 0;
      Object.assign(into.data, more);
    },
    parts: parts.map(({ groups }, part) => ({
      errors: runs[part]?.errors ?? [],
      ended: Promise.all(groups.flatMap((place) => ends[place] ?? [])),
      written: () => gates[part]?.open(),
    })),
  };
}

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function createGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Asks at once; what comes of it, good or bad, is known when `moment` has come too. */
function after(moment: Promise<void>, ask: AskSubgraph): AskSubgraph {
  return async (subgraph, request) => {
    try {
      return await ask(subgraph, request);
    } finally {
      await moment;
    }
  };
}
