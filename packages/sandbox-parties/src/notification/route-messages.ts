import type { IncomingMessage } from 'node:http';
import type { Queryable } from '@agora/platform/database';
import { z } from 'zod';
import { badRequest } from '../http/bad-request';
import type { RouteAnswer } from '../http/party-server';
import { listMessages } from './messages';

const query = z.object({
  orderId: z.guid().optional(),
  cartId: z.guid().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** `GET /messages?orderId=&cartId=&limit=`: newest first. */
export async function routeMessages(database: Queryable, request: IncomingMessage): Promise<RouteAnswer> {
  const url = new URL(request.url ?? '/', 'http://party');
  if (request.method !== 'GET' || url.pathname !== '/messages')
    return { status: 404, body: { error: 'no_such_route' } };
  const read = query.safeParse(Object.fromEntries(url.searchParams));
  if (!read.success) return badRequest(read.error);
  const { orderId, cartId, limit } = read.data;
  return { status: 200, body: { messages: await listMessages(database, { orderId, cartId, limit }) } };
}
