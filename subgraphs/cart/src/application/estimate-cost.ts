import { badInput } from '@agora/platform/errors';
import { isUuid, newId } from '@agora/platform/ids';
import { takeAttempts } from '@agora/platform/rate-limit';
import type { Attempts } from '@agora/platform/rate-limit';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import { attributesHash } from '../domain/attributes';
import { decideAddLines } from '../domain/add-lines';
import type { Cart, CartCost } from '../domain/cart';
import { MAX_COUPONS } from '../domain/cart';
import type { ResultingLine } from '../domain/change';
import { normaliseCode } from '../domain/coupons';
import { maySeeCart } from '../domain/ownership';
import { checkLinesToAdd } from './check-input';
import type { LineToAdd } from './check-input';
import type { CartStore, PriceQuotes, VariantCatalog } from './ports';

export interface EstimateCostDeps extends Attempts {
  readonly store: Pick<CartStore, 'read'>;
  readonly quotes: PriceQuotes;
  readonly variants: VariantCatalog;
  readonly clock: Clock;
}

export interface EstimateCostQuestion {
  readonly cartId: string;
  readonly addLines: readonly LineToAdd[];
  /** Instead of the cart's; null: the cart's. */
  readonly couponCodes: readonly string[] | null;
  readonly shipTo: object | null;
}

export interface EstimatedCost {
  readonly cart: Cart;
  readonly cost: CartCost;
}

/**
 * What the cart would cost with more lines, other coupons, or sent somewhere. Changes, reserves and promises nothing.
 * @returns undefined for a cart that is missing or somebody else's.
 * @throws AppError `BAD_USER_INPUT` for lines that could not be added or have no price, pricing's codes (retriable).
 */
export async function estimateCost(
  deps: EstimateCostDeps,
  question: EstimateCostQuestion,
  context: OperationContext,
): Promise<EstimatedCost | undefined> {
  const { cartId, addLines, couponCodes, shipTo } = question;
  checkQuestion(question);
  const { store, quotes, variants, clock } = deps;
  const cart = isUuid(cartId) ? await store.read(cartId) : undefined;
  if (cart === undefined || !maySeeCart(context.viewer, cart.owner, clock.now())) return undefined;
  const lines = await withLines(variants, cart, addLines, context);
  const entered = couponCodes === null ? cart.couponCodes : [...new Set(couponCodes.map(normaliseCode))];
  const tried = entered.filter((code) => !cart.couponCodes.includes(code)).length;
  if (tried > 0) await takeAttempts(deps, context, { purpose: 'coupon', count: tried });
  const quote = await quotes.estimate({ ...cart, couponCodes: entered }, lines, shipTo, context);
  if ('unpriced' in quote) throw badInput('input.addLines', `no price: ${quote.unpriced.join(', ')}`);
  return { cart, cost: quote.cost };
}

function checkQuestion({ addLines, couponCodes }: EstimateCostQuestion): void {
  if (couponCodes !== null && couponCodes.length > MAX_COUPONS)
    throw badInput('input.couponCodes', `must be at most ${String(MAX_COUPONS)} codes`);
  if (addLines.length > 0) checkLinesToAdd(addLines, 'input.addLines');
}

async function withLines(
  variants: VariantCatalog,
  cart: Cart,
  addLines: readonly LineToAdd[],
  context: OperationContext,
): Promise<readonly ResultingLine[]> {
  const facts = await variants.find([...new Set(addLines.map(({ sku }) => sku))], context);
  const decision = decideAddLines(
    cart,
    addLines.map((line) => ({
      ...line,
      newLineId: newId(),
      attributesHash: attributesHash(line.attributes),
      variant: facts.get(line.sku),
    })),
  );
  if (decision.kind === 'rejected') {
    const [first] = decision.rejections;
    throw badInput('input.addLines', `could not be added: ${first?.kind ?? 'refused'}`);
  }
  return decision.kind === 'changed' ? decision.change.resulting : cart.lines;
}
