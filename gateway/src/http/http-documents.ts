import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLResponse } from '@apollo/server';
import { AppError } from '@agora/platform/errors';
import type { OperationDocuments } from '../documents/operation-documents';
import { withDocument } from '../documents/sent-operation';
import type { SentOperation } from '../documents/sent-operation';

/** The part of an HTTP request that says what is to be run. */
export interface HttpOperations {
  readonly method: string;
  /** The parsed body of a POST: one operation or a batch. */
  readonly body: unknown;
  /** The query string of a GET, with its question mark. */
  readonly search: string;
}

/** The same with every document's text in its place, but for the operations of a batch that are refused. */
export interface HttpDocuments {
  readonly body: unknown;
  readonly search: string;
  /** By the operation's place in the batch; they are not in `body`. */
  readonly refusals: ReadonlyMap<number, AppError>;
}

const REGISTERING = { mayRegister: true } as const;
const NO_REFUSALS: ReadonlyMap<number, AppError> = new Map();

/**
 * Puts the text of each document in the place of what named it. What is not an operation at all stays as it is, for others to refuse.
 * The request must not be one that a foreign page could have sent, see `assertPreflighted`.
 * @throws AppError as {@link OperationDocuments.resolve} for an operation that stands alone; for a batch only
 *   `OPERATION_TOO_COMPLEX`, which refuses all of it.
 */
export async function resolveHttpDocuments(
  documents: OperationDocuments,
  { method, body, search }: HttpOperations,
): Promise<HttpDocuments> {
  const resolve = (sent: unknown): Promise<unknown> => resolveOne(documents, sent);
  if (method === 'GET')
    return { body, search: await resolveSearch(documents, search), refusals: NO_REFUSALS };
  if (!Array.isArray(body)) return { body: await resolve(body), search, refusals: NO_REFUSALS };
  const refusals = new Map<number, AppError>();
  const resolved = await Promise.all(
    body.map((sent, place) =>
      resolve(sent).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code === 'OPERATION_TOO_COMPLEX') throw error;
        refusals.set(place, error);
        return undefined;
      }),
    ),
  );
  return { body: resolved.filter((_operation, place) => !refusals.has(place)), search, refusals };
}

/** The answer to a batch of which some were refused; `answer` is the one to the others, undefined when there are none. */
export function withRefusals(
  answer: HTTPGraphQLResponse | undefined,
  refusals: ReadonlyMap<number, unknown>,
): HTTPGraphQLResponse {
  const remaining = answer === undefined ? [] : resultsOf(answer.body);
  if (answer !== undefined && remaining === undefined) return answer;
  const others = remaining ?? [];
  const results = Array.from({ length: others.length + refusals.size }, (_, place) =>
    refusals.has(place) ? { errors: [refusals.get(place)] } : others.shift(),
  );
  return {
    status: answer?.status ?? 200,
    headers:
      answer?.headers ??
      new HeaderMap([
        ['content-type', 'application/json; charset=utf-8'],
        ['cache-control', 'no-store'],
      ]),
    body: { kind: 'complete', string: JSON.stringify(results) },
  };
}

/** Undefined for an answer that is about the request as a whole. */
function resultsOf(body: HTTPGraphQLResponse['body']): unknown[] | undefined {
  const results: unknown = body.kind === 'complete' ? JSON.parse(body.string) : undefined;
  return Array.isArray(results) ? (results as unknown[]) : undefined;
}

async function resolveOne(documents: OperationDocuments, sent: unknown): Promise<unknown> {
  if (!isOperation(sent)) return sent;
  const text = await documents.resolve(sent, REGISTERING);
  return text === undefined || isWhole(sent, text) ? sent : withDocument(sent, text);
}

function isOperation(value: unknown): value is SentOperation {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether nothing is to be changed: what nearly every operation is. */
function isWhole({ query, documentId, extensions }: SentOperation, text: string): boolean {
  return query === text && documentId == null && extensions == null;
}

async function resolveSearch(documents: OperationDocuments, search: string): Promise<string> {
  const parameters = new URLSearchParams(search);
  const sent = {
    query: parameters.get('query') ?? undefined,
    documentId: parameters.get('documentId') ?? undefined,
    extensions: jsonOf(parameters.get('extensions')),
  };
  const text = await documents.resolve(sent, REGISTERING);
  if (text === undefined || isWhole(sent, text)) return search;
  const { extensions } = withDocument(sent, text);
  parameters.set('query', text);
  parameters.delete('documentId');
  if (isOperation(sent.extensions)) parameters.delete('extensions');
  if (extensions !== undefined) parameters.set('extensions', JSON.stringify(extensions));
  return `?${parameters.toString()}`;
}

/** Undefined also for what is not JSON: the server refuses that. */
function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
