import type { GraphQLResolveInfo } from 'graphql';
import type { CartContext } from '../context';
import type { CartBuyer, LineAttribute } from '../domain/cart';
import type { CartBuyerInput } from './inputs/cart-write.input';

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

interface CartInput {
  readonly cartId: string;
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
}

/** What the inputs of all mutations of a cart have in common. */
export function commandOf(
  input: CartInput,
  context: CartContext,
  info: GraphQLResolveInfo,
): { cartId: string; expectedVersion: number | null; idempotencyKey: string | null } {
  return {
    cartId: input.cartId,
    expectedVersion: input.expectedVersion ?? null,
    idempotencyKey: keyOf(input.idempotencyKey, context, info),
  };
}

/** Attributes without the class the schema made of them. */
export function readAttributes(attributes: readonly LineAttribute[] | null | undefined): LineAttribute[] {
  return (attributes ?? []).map(({ key, value }) => ({ key, value }));
}

/** A buyer with every part, null for what was not said. */
export function readBuyer(buyer: CartBuyerInput | null | undefined): CartBuyer | null {
  if (buyer == null) return null;
  const { email, fullName, countryCode } = buyer;
  return { email: email ?? null, fullName: fullName ?? null, countryCode: countryCode ?? null };
}
