import type { ServerResponse } from 'node:http';
import type { HTTPGraphQLResponse } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { GatewayContext } from '../context';
import { statusFor } from '../errors/format-error';
import { CompletedData, stringifyCompleted } from '../execution/response/completed-data';
import type { CompletedResponse } from '../execution/response/completed-data';
import type { LeanRoad, SentOperation } from '../operations/lean-road';

/** A request to `/graphql` whose body has been read and whose sender is known. */
export interface AdmittedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, not checked. */
  readonly body: unknown;
}

/** `POST /graphql` without Apollo Server, where that can be. */
export interface LeanEndpoint {
  /** @returns false when this is for Apollo Server: nothing has been run, and nothing sent. */
  answer(admitted: AdmittedRequest, context: GatewayContext, response: ServerResponse): Promise<boolean>;
  /** Learns from Apollo Server which content type a client with such headers is answered. */
  learn(admitted: AdmittedRequest, answer: HTTPGraphQLResponse): void;
}

/** Different `accept` headers whose content type is remembered. */
const MOST_ACCEPTED = 100;

export function createLeanEndpoint(road: LeanRoad): LeanEndpoint {
  const contentTypes = new LRUCache<string, string>({ max: MOST_ACCEPTED });
  return {
    answer: async ({ method, headers, body }, context, response) => {
      const contentType = method === 'POST' ? contentTypes.get(headers['accept'] ?? '') : undefined;
      const sent = contentType === undefined ? undefined : sentOperation(body);
      if (contentType === undefined || sent === undefined) return false;
      const answer = await road(sent, context);
      if (answer === undefined) return false;
      if (!response.destroyed) send(response, contentType, answer);
      return true;
    },
    learn: ({ method, headers }, { status, headers: given, body }) => {
      const contentType = given.get('content-type');
      const isOrdinary = method === 'POST' && (status ?? 200) === 200 && body.kind === 'complete';
      if (isOrdinary && contentType !== undefined) contentTypes.set(headers['accept'] ?? '', contentType);
    },
  };
}

function send(response: ServerResponse, contentType: string, answer: CompletedResponse): void {
  const { data, errors } = answer;
  const status = errors === undefined ? 200 : statusFor(undefined, { data, errors });
  const isDataAlone = errors === undefined && data instanceof CompletedData;
  const body = isDataAlone ? data.response : Buffer.from(stringifyCompleted(answer));
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length });
  response.end(body);
}

/** One operation of the plain form; undefined for a batch, for extensions and for what is not right. */
export function sentOperation(body: unknown): SentOperation | undefined {
  if (!isObject(body) || (body['extensions'] ?? null) !== null) return undefined;
  const { query: source, operationName = null } = body;
  const variables = body['variables'] ?? {};
  if (typeof source !== 'string' || source === '' || !isObject(variables)) return undefined;
  return operationName === null || typeof operationName === 'string'
    ? { source, operationName, variables }
    : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
