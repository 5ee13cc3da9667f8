import { badInput } from '@agora/platform/errors';
import type { HeldClaim } from '@agora/platform/idempotency';
import { isCurrency } from '@agora/platform/money';
import type { OperationContext } from '@agora/platform/server';
import type { CartLine } from '../domain/cart';
import { decideDetails } from '../domain/cart-details';
import type { WantedDetails } from '../domain/cart-details';
import { priceLines } from '../domain/pricing-outcome';
import { newProblems } from '../domain/problems';
import type { CartProblem } from '../domain/problems';
import { changeOwnCart } from './change-own-cart';
import type { ChangeOwnCartDeps } from './change-own-cart';
import { checkAttributes, checkBuyer, checkNote } from './check-input';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type {
  CartNews,
  CartStore,
  DetailsCommit,
  PriceQuotes,
  QuotedCost,
  StoredCart,
  Unpriced,
} from './ports';
import { settleQuote } from './settle-quote';
import { trailOf } from './trail';
import { untilCommitted } from './until-committed';

export interface UpdateCartDeps extends ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitDetails'>;
  readonly quotes: PriceQuotes;
  readonly news: CartNews;
}

export interface UpdateCartCommand {
  readonly cartId: string;
  readonly wanted: WantedDetails;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/**
 * Changes what the viewer's cart says beside its lines. Another currency prices all lines again in the same commit; when
 * one has no price in it, nothing changes.
 * @throws AppError `BAD_USER_INPUT`; `DOWNSTREAM_UNAVAILABLE` (retriable) when another currency cannot be quoted now.
 */
export function updateCart(
  deps: UpdateCartDeps,
  command: UpdateCartCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  check(command.wanted);
  const { idempotencyKey, ...input } = command;
  const request = { operation: 'cartUpdate', cartId: command.cartId, idempotencyKey, input, context };
  return changeOwnCart(deps, request, (cart, claim) =>
    untilCommitted(deps.store, cart, (newest) => attempt(deps, { ...command, claim, context }, newest)),
  );
}

interface Attempt extends UpdateCartCommand {
  readonly claim: HeldClaim | null;
  readonly context: OperationContext;
}

async function attempt(
  { store, quotes, news, clock }: UpdateCartDeps,
  { wanted, expectedVersion, claim, context }: Attempt,
  cart: StoredCart,
): Promise<CartOutcome | 'moved'> {
  const decision = decideDetails(cart, wanted, expectedVersion);
  if (decision.kind === 'rejected') return refused(cart, decision.rejection);
  if (decision.kind === 'unchanged') return { kind: 'unchanged', cartId: cart.id, version: cart.version };
  const { details, isOtherCurrency } = decision;
  // No promise was made in the other currency: every price is new.
  const inCurrency = { ...cart, currency: details.currency, lines: cart.lines.map(withoutPromise) };
  const quote: QuotedCost | Unpriced | null = isOtherCurrency
    ? await quotes.quote(inCurrency, cart.lines, context)
    : null;
  if (quote !== null && 'unpriced' in quote)
    return refused(cart, ...quote.unpriced.map((sku) => ({ kind: 'PRICE_UNAVAILABLE' as const, sku })));
  const repriced = quote === null ? null : inNewCurrency(cart, quote, clock.now());
  const isCommitted = await store.commitDetails({ cart, details, repriced, claim, trail: trailOf(context) });
  if (!isCommitted) return 'moved';
  const version = cart.version + 1;
  news.committed(cart.id, version);
  const warnings = repriced == null ? [] : newProblems(cart.problems, repriced.problems);
  return { kind: 'committed', cartId: cart.id, version, replayed: false, warnings };
}

function withoutPromise(line: CartLine): CartLine {
  return { ...line, priceValidUntil: new Date(0) };
}

function inNewCurrency(cart: StoredCart, quote: QuotedCost, now: Date): DetailsCommit['repriced'] {
  const isAboutPrice = ({ code }: CartProblem): boolean => code === 'PRICE_ROSE' || code === 'PRICE_DROPPED';
  const kept = { ...cart, problems: cart.problems.filter((one) => !isAboutPrice(one)) };
  const { cost, problems } = settleQuote({ ...kept, lines: [] }, quote, { now });
  return { cost, problems, priced: priceLines(cart.lines, { lines: [] }, quote) };
}

function check({ note, attributes, buyer, currency }: WantedDetails): void {
  checkNote(note ?? null);
  checkAttributes(attributes ?? [], 'input.attributes');
  checkBuyer(buyer ?? null);
  if (currency !== undefined && !isCurrency(currency))
    throw badInput('input.currencyCode', 'is not a known currency');
}
