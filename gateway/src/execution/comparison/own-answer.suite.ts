import { getOperationAST, parse } from 'graphql';
import { sha256 } from '../../documents/sha256';
import { stringifyCompleted } from '../response/completed-data';
import type { ExecutedOperation, SupergraphExecutor } from '../executor';
import type { InProcessSupergraph, Run } from './in-process-subgraphs.suite';
import { mergeAnswer } from '../run/merge-answer';
import type { OperationToPlan } from '../planning/planned-operations';
import type { AskSubgraph, UpstreamAnswer } from '../run/run-program';
import type { FirstPart } from '../defer/answer-in-parts';
import type { ObservedAnswer } from './stock-answer.suite';

/** As a client sends it. */
interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Needed when there are several operations in the document. */
  readonly operationName?: string | undefined;
}

/** The answer of our executor over the same subgraphs as `runStock`, on data of its own. */
export async function runOwn(
  supergraph: InProcessSupergraph,
  executor: SupergraphExecutor,
  asked: Asked,
): Promise<ObservedAnswer> {
  const run = supergraph.begin();
  const executed = await executeBy(executor, asked, (subgraph, request) =>
    answerBy(supergraph, run, subgraph, request),
  );
  return { ...answerOf(executed), fetches: run.fetches };
}

/** The answer in parts, as a client gets them. */
export interface ObservedParts extends ObservedAnswer {
  /** Undefined when the answer came in one piece. */
  readonly later: readonly ObservedLater[] | undefined;
}

export interface ObservedLater {
  readonly hasNext: boolean;
  readonly incremental: readonly {
    readonly path: readonly (string | number)[];
    readonly label?: string;
    readonly data: Readonly<Record<string, unknown>> | null;
    readonly errors?: ObservedAnswer['errors'];
  }[];
}

/** As {@link runOwn}, for a client that takes what is deferred later. */
export async function runInParts(
  supergraph: InProcessSupergraph,
  executor: SupergraphExecutor,
  { query, variables = {} }: Asked,
  ask?: (...request: Parameters<AskSubgraph>) => Promise<UpstreamAnswer | undefined>,
): Promise<ObservedParts> {
  const run = supergraph.begin();
  const asks: AskSubgraph = async (subgraph, request) =>
    (await ask?.(subgraph, request)) ?? answerBy(supergraph, run, subgraph, request);
  const wanted = toPlan(query, variables);
  const first: ExecutedOperation & Partial<FirstPart> =
    (await executor.inParts(wanted)?.(asks)) ?? (await executor.execute(wanted, asks));
  const answer = answerOf(first);
  if (first.later === undefined) return { ...answer, fetches: run.fetches, later: undefined };
  const later: ObservedLater[] = [];
  for await (const parts of first.later) later.push(JSON.parse(JSON.stringify(parts)) as ObservedLater);
  return { ...answer, fetches: run.fetches, later };
}

/** What a client has at the end: each part merged into the object it belongs to. */
export function mergedParts({
  data,
  errors,
  later = [],
}: ObservedParts): Pick<ObservedAnswer, 'data' | 'errors'> {
  const all = [...errors];
  const root = { data };
  for (const { path, data: part, errors: more = [] } of later.flatMap(({ incremental }) => incremental)) {
    all.push(...more);
    if (part === null) continue;
    let target: unknown = root.data;
    for (const step of path) target = (target as Record<string, unknown>)[step];
    if (typeof target !== 'object' || target === null) throw new Error(`Nothing is at ${path.join('.')}.`);
    mergeAnswer(target as Record<string, unknown>, part, new Set());
  }
  return { data: root.data, errors: all };
}

/**
 * What an answer in parts has not of the answer in one piece, in words. It may have more: a field that must not be null and fails
 * takes no more than the part it is in.
 */
export function lostInParts(
  whole: Pick<ObservedAnswer, 'data' | 'errors'>,
  parts: Pick<ObservedAnswer, 'data' | 'errors'>,
): readonly string[] {
  const lost = lostAt('data', whole.data, parts.data);
  if (whole.errors.length > 0 !== parts.errors.length > 0)
    lost.push(`errors: ${JSON.stringify(whole.errors)} or ${JSON.stringify(parts.errors)}`);
  return lost;
}

function lostAt(path: string, whole: unknown, parts: unknown): string[] {
  if (whole === null || whole === undefined || Object.is(whole, parts)) return [];
  if (!isContainer(whole) || !isContainer(parts))
    return [`${path}: ${JSON.stringify(whole)} or ${JSON.stringify(parts)}`];
  const unasked = Object.keys(parts).filter((key) => !Object.hasOwn(whole, key));
  return [
    ...unasked.map((key) => `${path}.${key}: was not asked for`),
    ...Object.keys(whole).flatMap((key) => lostAt(`${path}.${key}`, whole[key], parts[key])),
  ];
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Executes the operation of that name, or the only one of a document. */
export function executeBy(
  executor: SupergraphExecutor,
  { query, variables = {}, operationName }: Asked,
  ask: AskSubgraph,
): Promise<ExecutedOperation> {
  return executor.execute(toPlan(query, variables, operationName), ask);
}

function toPlan(
  query: string,
  variables: NonNullable<Asked['variables']>,
  operationName?: string,
): OperationToPlan {
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  if (operation == null) throw new Error('There is no operation.');
  return { document, operation, documentHash: sha256(query), variables };
}

async function answerBy(
  supergraph: InProcessSupergraph,
  run: Run,
  ...[subgraph, request]: Parameters<AskSubgraph>
): ReturnType<AskSubgraph> {
  const source = supergraph.sources[subgraph];
  if (source === undefined) throw new Error(`There is no subgraph ${subgraph}.`);
  const answer = await source.answer(run, request);
  return { ...answer, isPlain: !JSON.stringify(answer).includes('\\') };
}

/** As a client reads it. */
export function answerOf({ data, errors = [] }: ExecutedOperation): Pick<ObservedAnswer, 'data' | 'errors'> {
  const text = stringifyCompleted({ data: data as never, errors: errors.map((error) => error.toJSON()) });
  return JSON.parse(text) as Pick<ObservedAnswer, 'data' | 'errors'>;
}
