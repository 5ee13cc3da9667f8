import type { IncomingMessage, ServerResponse } from 'node:http';
import { FORWARDED_HEADERS } from '../forwarded-headers';
import type { OriginPolicy } from './origin-policy';

const ALLOWED_HEADERS = [
  ...FORWARDED_HEADERS,
  'content-type',
  'x-correlation-id',
  'traceparent',
  'apollo-require-preflight',
  'x-apollo-operation-name',
].join(', ');
const EXPOSED_HEADERS = 'x-correlation-id, retry-after';
const PREFLIGHT_SECONDS = '600';

/**
 * Sets the CORS headers of a response. A foreign origin gets none, so its browser keeps the answer from it; the
 * preflight of a foreign origin is refused with 403. Credentials are never allowed: identity travels in headers.
 *
 * @returns Whether the request was a preflight and is answered.
 */
export function applyCors(policy: OriginPolicy, request: IncomingMessage, response: ServerResponse): boolean {
  const { origin, host } = request.headers;
  response.setHeader('vary', 'origin');
  const isAllowed = policy.allows(origin, host);
  if (origin !== undefined && isAllowed) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
  }
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined)
    return false;
  if (isAllowed) {
    response.setHeader('access-control-allow-methods', 'GET, POST, OPTIONS');
    response.setHeader('access-control-allow-headers', ALLOWED_HEADERS);
    response.setHeader('access-control-max-age', PREFLIGHT_SECONDS);
  }
  response.writeHead(isAllowed ? 204 : 403).end();
  return true;
}
