import { AppError } from '@agora/platform/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context';
import type { FirstPart, LaterPart } from '../execution/defer/answer-in-parts';
import { stringifyCompleted } from '../execution/response/completed-data';
import type { SupergraphExecution } from '../execution/supergraph-execution';
import { checkedDocument } from './checked-document';
import { operationOf } from './known-documents';
import type { KnownDocument } from './known-documents';
import { isAllowed } from './lean-road';
import type { LeanRoadDeps, SentOperation } from './lean-road';

export interface IncrementalRoadDeps extends Omit<LeanRoadDeps, 'execution'> {
  readonly execution: Pick<SupergraphExecution, 'apiSchema' | 'executeInParts'>;
  /** Whether operations may ask about the schema. */
  readonly doesIntrospect: boolean;
}

/** A response, or what is added to one, as JSON. */
export interface Payload {
  readonly json: string;
  /** Whether another one follows. */
  readonly hasNext: boolean;
}

/**
 * Runs an operation that is answered in parts, beside Apollo Server and under the same rules.
 * @returns undefined when the answer, or the refusal, is in one piece: nothing has been run, and nothing told. Else what is to be sent,
 *   in the form of the first proposal of @defer that clients read (20220824): whoever does not read it to the end must return it.
 */
export type IncrementalRoad = (
  sent: SentOperation,
  context: GatewayContext,
) => Promise<AsyncGenerator<Payload, void, undefined> | undefined>;

/** As the lean road, except that it knows documents by itself: a client may send each of them once. */
export function createIncrementalRoad(deps: IncrementalRoadDeps): IncrementalRoad {
  return async ({ source, operationName, variables }, context) => {
    if (!source.includes('defer')) return undefined;
    const startedMs = performance.now();
    const known = knownDocument(deps, source);
    const operation = known === undefined ? undefined : operationOf(known, operationName);
    if (known === undefined || operation === undefined) return undefined;
    const { document, documentHash } = known;
    const wanted = { document, documentHash, operation, variables };
    if (!isAllowed(deps, { ...known, ...wanted }, context)) return undefined;
    const first = await deps.execution.executeInParts(wanted, context);
    if (first === undefined) return undefined;
    const { name, operation: kind } = operation;
    const { correlationId } = context;
    return payloads(first, {
      format: (error) => deps.formatError(error, correlationId),
      ended: (errors) => {
        deps.report({ name: name?.value, kind, startedMs, errors, correlationId });
      },
    });
  };
}

function knownDocument(deps: IncrementalRoadDeps, source: string): KnownDocument | undefined {
  const { known, execution, doesIntrospect } = deps;
  const { apiSchema: schema } = execution;
  const before = known.find(source, schema);
  if (before !== undefined || schema === undefined) return before;
  const checked = checkedDocument(source, { schema, doesIntrospect });
  if (checked !== undefined) known.note(source, checked);
  return checked;
}

interface Telling {
  readonly format: (error: unknown) => GraphQLFormattedError;
  /** Gets what the client was told. */
  readonly ended: (errors: readonly GraphQLFormattedError[]) => void;
}

async function* payloads(
  { data, errors = [], later }: FirstPart,
  { format, ended }: Telling,
): AsyncGenerator<Payload, void, undefined> {
  const told: GraphQLFormattedError[] = [];
  const tell = (some: readonly GraphQLError[]): GraphQLFormattedError[] => {
    const formatted = some.map(format);
    told.push(...formatted);
    return formatted;
  };
  let isComplete = false;
  try {
    const first = stringifyCompleted({ data, ...(errors.length === 0 ? {} : { errors: tell(errors) }) });
    isComplete = later === undefined;
    yield payload(first.slice(0, -1), !isComplete);
    for await (const { incremental, hasNext } of later ?? []) {
      const parts = incremental.map((part) => partJson(part, tell));
      isComplete = !hasNext;
      yield payload(parts.length === 0 ? '{' : `{"incremental":[${parts.join(',')}]`, hasNext);
    }
  } finally {
    if (!isComplete)
      told.push(format(new AppError('DEADLINE_EXCEEDED', 'The client did not wait for the answer')));
    ended(told);
  }
}

/** @param open An object without its end. */
function payload(open: string, hasNext: boolean): Payload {
  return { json: `${open}${open === '{' ? '' : ','}"hasNext":${String(hasNext)}}`, hasNext };
}

function partJson(
  { data, path, label, errors }: LaterPart,
  tell: (errors: readonly GraphQLError[]) => GraphQLFormattedError[],
): string {
  const rest = JSON.stringify({ path, label, errors: errors === undefined ? undefined : tell(errors) });
  return `{"data":${data === null ? 'null' : data.json},${rest.slice(1)}`;
}
