import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@agora/platform/errors';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Handlers by path, then by method. A path that ends in `/*` stands for everything below it. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST', Handler>>>>>;

/**
 * Finds the handler of a request; HEAD is answered as GET.
 * @throws AppError `NOT_FOUND` for an unknown path; for a wrong method `BAD_USER_INPUT` naming the right ones.
 */
export function routeOf(routes: Routes, request: IncomingMessage): Handler {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const methods = Object.hasOwn(routes, path) ? routes[path] : routes[`/${path.split('/', 2)[1] ?? ''}/*`];
  if (methods === undefined) throw new AppError('NOT_FOUND', 'There is nothing at this path');
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const handler = method === 'GET' || method === 'POST' ? methods[method] : undefined;
  if (handler === undefined) {
    throw new AppError('BAD_USER_INPUT', `This path only takes ${Object.keys(methods).join(' and ')}`);
  }
  return handler;
}
