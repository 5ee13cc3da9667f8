import { setImmediate } from 'node:timers/promises';
import { counter } from '@agora/platform/metrics';
import { Kind, parse } from 'graphql';
import { sha256 } from '../../documents/sha256';
import type { TrustedDocument } from '../../documents/trusted-documents';
import type { OperationToPlan } from './planned-operations';

/** Which plans a supergraph is to have before it is served. */
export interface WarmUp {
  readonly documents: readonly TrustedDocument[];
  /** Nothing is begun after this time, milliseconds. */
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}

export interface WarmUpReport {
  readonly planned: number;
  /** That this supergraph cannot answer. */
  readonly refused: number;
  /** Names of the first of them. */
  readonly refusedNames: readonly string[];
  /** For which there was no time or no room. */
  readonly left: number;
}

/** Plans one operation. @throws Error when the supergraph cannot answer it. */
export type Plan = (wanted: OperationToPlan) => void;

const MOST_OPERATIONS = 1_000;
const MOST_NAMES = 20;
const LONGEST_NAME = 80;

const warmed = counter({
  name: 'gateway_warmed_plans_total',
  help: 'Operations planned before a supergraph was served, by what came of it',
  labelNames: ['outcome'],
});

/**
 * Plans operations one by one, the event loop turning in between: first those in use, the most recent one first, then those of the
 * documents. Nothing is thrown for one that cannot be planned; its clients will be told.
 */
export async function warmUp(
  plan: Plan,
  inUse: readonly OperationToPlan[],
  { documents, budgetMs, signal }: WarmUp,
): Promise<WarmUpReport> {
  const endsMs = performance.now() + budgetMs;
  const waiting = [...inUse.map((wanted) => () => wanted), ...documents.filter(isAnswered).map(reader)];
  const refusedNames: string[] = [];
  let [planned, refused] = [0, 0];
  for (const read of waiting.slice(0, MOST_OPERATIONS)) {
    if (signal.aborted || performance.now() >= endsMs) break;
    const problem = attempt(plan, read);
    warmed.inc({ outcome: problem === undefined ? 'planned' : 'refused' });
    if (problem === undefined) planned += 1;
    else {
      refused += 1;
      if (refusedNames.length < MOST_NAMES) refusedNames.push(problem.slice(0, LONGEST_NAME));
    }
    await setImmediate();
  }
  return { planned, refused, refusedNames, left: waiting.length - planned - refused };
}

/** Subscriptions are planned elsewhere, when somebody subscribes. */
function isAnswered({ type }: TrustedDocument): boolean {
  return type !== 'subscription';
}

function reader({ name, body }: TrustedDocument): () => OperationToPlan {
  return () => {
    const document = parse(body);
    const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
    const operation = operations.find((one) => one.name?.value === name) ?? operations[0];
    if (operation === undefined) throw new Error(`The document ${name} has no operation`);
    return { document, operation, documentHash: sha256(body), variables: {} };
  };
}

/** @returns what to call the operation in a log when it could not be planned. */
function attempt(plan: Plan, read: () => OperationToPlan): string | undefined {
  let name = 'unreadable';
  try {
    const wanted = read();
    name = wanted.operation.name?.value ?? 'anonymous';
    plan(wanted);
    return undefined;
  } catch {
    return name;
  }
}
