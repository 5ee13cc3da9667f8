import type { IncomingMessage } from 'node:http';
import { badInput } from '@agora/platform/errors';
import { z } from 'zod';
import type { LiveRequest } from '../live-engine';

const bodySchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

/**
 * The operation of an event stream request: the body of a POST, the query string of a GET.
 * @throws AppError `BAD_USER_INPUT` when there is none or it is malformed.
 */
export function readLiveRequest({
  request,
  body,
}: {
  readonly request: IncomingMessage;
  readonly body: unknown;
}): LiveRequest {
  const result = bodySchema.safeParse(request.method === 'GET' ? fromAddress(request.url ?? '/') : body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw badInput(issue?.path.join('.') || 'body', 'is not a GraphQL request');
}

function fromAddress(url: string): unknown {
  const search = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const given: Record<string, unknown> = {};
  for (const name of ['query', 'operationName'] as const) {
    const value = search.get(name);
    if (value !== null) given[name] = value;
  }
  const variables = search.get('variables');
  if (variables !== null) given['variables'] = parseJson(variables);
  return given;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badInput('variables', 'is not JSON');
  }
}
