import type { IncomingMessage } from 'node:http';
import { badInput } from '@agora/platform/errors';
import { z } from 'zod';
import type { SentLiveRequest } from './client-door';

const bodySchema = z.object({
  query: z.string().nullish(),
  documentId: z.string().nullish(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * The operation of an event stream request: the body of a POST, the query string of a GET. Its document may be named instead.
 * @throws AppError `BAD_USER_INPUT` when there is none or it is malformed.
 */
export function readLiveRequest({
  request,
  body,
}: {
  readonly request: IncomingMessage;
  readonly body: unknown;
}): SentLiveRequest {
  const result = bodySchema.safeParse(request.method === 'GET' ? fromAddress(request.url ?? '/') : body);
  if (result.success) {
    const { query, documentId, extensions } = result.data;
    if (query == null && documentId == null && extensions?.['persistedQuery'] == null)
      throw badInput('query', 'is not a GraphQL request');
    return result.data;
  }
  const issue = result.error.issues[0];
  throw badInput(issue?.path.join('.') || 'body', 'is not a GraphQL request');
}

function fromAddress(url: string): unknown {
  const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const given: Record<string, unknown> = {};
  for (const name of ['query', 'documentId', 'operationName'] as const) {
    const value = search.get(name);
    if (value !== null) given[name] = value;
  }
  for (const name of ['variables', 'extensions'] as const) {
    const value = search.get(name);
    if (value !== null) given[name] = parseJson(name, value);
  }
  return given;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badInput(name, 'is not JSON');
  }
}
