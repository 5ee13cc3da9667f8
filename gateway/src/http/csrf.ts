import { GraphQLError } from 'graphql';

/** What a page of another origin may send without asking first. */
const SIMPLE_CONTENT_TYPES = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);
const PREFLIGHTED_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight'] as const;

/**
 * Refuses what a page of another origin could have sent without a preflight. The same rule as Apollo Server's, before
 * anything is looked up or registered.
 * @throws GraphQLError `BAD_REQUEST`.
 */
export function assertPreflighted(headers: Readonly<Record<string, string>>): void {
  const [essence = ''] = (headers['content-type'] ?? '').split(';', 1);
  const contentType = essence.trim().toLowerCase();
  if (contentType !== '' && !SIMPLE_CONTENT_TYPES.has(contentType)) return;
  if (PREFLIGHTED_HEADERS.some((name) => (headers[name] ?? '') !== '')) return;
  throw new GraphQLError(
    'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). Send a content-type such as ' +
      `application/json, or a value in one of the headers ${PREFLIGHTED_HEADERS.join(', ')}`,
    { extensions: { code: 'BAD_REQUEST' } },
  );
}
