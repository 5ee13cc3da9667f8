import type { GraphQLResolveInfo } from 'graphql';
import type { CartContext } from '../context';

/**
 * The idempotency key of one mutation: its own, else the request's header. The header serves a whole request, so the
 * response name keeps two mutations of one request apart. Null without either.
 */
export function keyOf(
  given: string | null | undefined,
  context: Pick<CartContext, 'idempotencyKey'>,
  info: Pick<GraphQLResolveInfo, 'path'>,
): string | null {
  if (given != null) return given;
  return context.idempotencyKey === undefined ? null : `${context.idempotencyKey}#${String(info.path.key)}`;
}
