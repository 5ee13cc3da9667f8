import { badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { admit } from '../domain/admission';
import { MAX_LINES } from '../domain/cart';
import { changeOwnCart } from './change-own-cart';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { StoredCart } from './ports';
import { quoteAnew } from './quote-anew';
import type { QuoteAnewDeps } from './quote-anew';
import { untilCommitted } from './until-committed';

export interface AcceptPricesCommand {
  readonly cartId: string;
  /** Null: all lines. */
  readonly lineIds: readonly string[] | null;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/**
 * The shopper agrees to the prices that the cart tells of: up to them nothing is asked again, and what is told about them is
 * done with. A price that has risen further since is not agreed to. Give `expectedVersion` to agree to exactly what was shown.
 * @throws AppError `BAD_USER_INPUT`, pricing's codes (retriable).
 */
export function acceptPrices(
  deps: QuoteAnewDeps,
  command: AcceptPricesCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { idempotencyKey, ...input } = command;
  const { cartId, lineIds, expectedVersion } = input;
  if (lineIds !== null && (lineIds.length < 1 || lineIds.length > MAX_LINES))
    throw badInput('input.lineIds', `must be 1 to ${String(MAX_LINES)} lines, or null for all`);
  const request = { operation: 'cartPricesAccept', cartId, idempotencyKey, input, context };
  return changeOwnCart(deps, request, (first, claim) =>
    untilCommitted(deps.store, first, async (cart) => {
      const obstacle = admit(cart, expectedVersion);
      if (obstacle !== undefined) return refused(cart, obstacle);
      const known = new Set(cart.lines.map(({ id }) => id));
      const missing = (lineIds ?? []).findIndex((id) => !known.has(id));
      if (missing >= 0) return refused(cart, { kind: 'LINE_NOT_FOUND', index: missing });
      const agreed = shownPrices(cart, new Set(lineIds ?? known));
      // Without anything to agree to, prices whose time is over are asked for: what rose is told, and agreed to the next time.
      if (agreed.size === 0 && !isOver(cart, deps.clock.now()))
        return { kind: 'unchanged', cartId: cart.id, version: cart.version };
      const { couponCodes } = cart;
      return quoteAnew(deps, cart, { cause: 'UPDATED', couponCodes, agreed, claim, context });
    }),
  );
}

/** By line, the price its problem tells of. */
function shownPrices(cart: StoredCart, lineIds: ReadonlySet<string>): Map<string, bigint> {
  return new Map(
    cart.problems.flatMap(({ code, lineId, priceMinor }) =>
      lineId !== null && lineIds.has(lineId) && code.startsWith('PRICE_') && priceMinor !== null
        ? [[lineId, priceMinor] as const]
        : [],
    ),
  );
}

function isOver({ cost, lines }: StoredCart, now: Date): boolean {
  return (cost !== null && cost.quotedUntil <= now) || lines.some((line) => line.priceValidUntil <= now);
}
