import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import type { GraphQLResolveInfo } from 'graphql';

const MAX_KEY = 200;

/** The input's key, else the header's with the response name of the field, so that two fields do not meet. */
export function keyOf(
  context: Pick<OperationContext, 'idempotencyKey'>,
  info: GraphQLResolveInfo,
  key: string | null | undefined,
): string | null {
  if (key != null) return boundedKey('input.idempotencyKey', key);
  return context.idempotencyKey === undefined ? null : `${context.idempotencyKey}#${String(info.path.key)}`;
}

/** @throws AppError `BAD_USER_INPUT` for an empty text or one of more than 200 characters. */
export function boundedKey(field: string, text: string): string {
  if (text.length < 1 || text.length > MAX_KEY)
    throw badInput(field, `must have 1 to ${String(MAX_KEY)} characters`);
  return text;
}
