import { CartCouponApplyDocument, CartCouponRemoveDocument } from '@agora/client/generated/graphql';
import { arriveTogether, checkOut, complete, openCheckout, patiently, putIn } from '../flash-sale/buyer';
import type { Buyer, Result } from '../flash-sale/buyer';
import type { Shop } from '../own-shop/own-shop';
import { startPromotion } from './limited-promotion';
import type { Limit } from './limited-promotion';
import { proveRush } from './proof';
import type { Completion } from './proof';

export interface RushOptions {
  /** Twice as many units of it can be bought: some pay again before what they took the first time is back. */
  readonly sku: string;
  readonly buyers: number;
  readonly limit: Limit;
}

export interface PlayedRush {
  /** How the completions ended, `bought` or a code, with their number; those that had to be repeated apart. */
  readonly answers: Readonly<Record<string, number>>;
  /** All completions together. */
  readonly seconds: number;
  /** Empty is how it must be. */
  readonly violations: readonly string[];
}

const AT_ONCE = 20;
/** With pauses of up to three seconds: longer than the shop needs for all of them. */
const PATIENCE = 60;
/** Of those who were refused, so many then buy without the promotion. */
const BUY_AFTERWARDS = 3;

/**
 * So many buyers at the same moment pay for a cart with a promotion that does not reach for all of them. Exactly as many
 * as it reaches for get an order, all others are told `PROMOTION_UNAVAILABLE`, keep a cart they can use, and take nothing.
 *
 * @throws Error when the buyers cannot even get as far as the till.
 */
export async function playCouponRush(
  shop: Shop,
  { sku, buyers: count, limit }: RushOptions,
): Promise<PlayedRush> {
  const admin = await shop.staff('admin');
  const promotion = await startPromotion(admin, sku, limit);
  const buyers = await arriveTogether(shop.url, count);
  const sessions = await inTurns(buyers, (buyer) => goToTheTill(buyer, sku, promotion.code));
  const startedMs = performance.now();
  const results = await Promise.all(
    buyers.map((buyer, index) => complete(buyer, sessions[index] ?? '', PATIENCE)),
  );
  const seconds = (performance.now() - startedMs) / 1_000;
  const refused = buyers.filter((_, index) => results[index]?.kind !== 'bought');
  const played = { sku, promotion, uses: Math.min(limit.uses, count), buyers, results };
  const violations = await proveRush(shop, played);
  const afterwards = await inTurns(refused.slice(0, BUY_AFTERWARDS), (buyer) =>
    buyWithout(buyer, promotion.code),
  );
  return {
    answers: counted(results),
    seconds,
    violations: [
      ...violations,
      ...afterwards.flatMap(({ kind }) =>
        kind === 'bought' ? [] : ['a refused cart could not be used again'],
      ),
    ],
  };
}

/** Everything but the payment. */
async function goToTheTill(buyer: Buyer, sku: string, code: string | undefined): Promise<string> {
  const refused = await putIn(buyer, sku);
  if (refused !== undefined) throw new Error(`A buyer did not get ${sku}: ${JSON.stringify(refused)}`);
  if (code !== undefined) {
    const input = { cartId: buyer.cartId, code };
    const { cartCouponApply } = await patiently(() =>
      buyer.client.mutate(CartCouponApplyDocument, { input }),
    );
    if (cartCouponApply.userErrors.length > 0) throw new Error(JSON.stringify(cartCouponApply.userErrors));
  }
  const opened = await openCheckout(buyer);
  if (opened.kind !== 'open') throw new Error(`A buyer cannot check out: ${JSON.stringify(opened)}`);
  return opened.checkoutSessionId;
}

async function buyWithout(buyer: Buyer, code: string | undefined): Promise<Result> {
  if (code !== undefined) {
    const input = { cartId: buyer.cartId, code };
    await patiently(() => buyer.client.mutate(CartCouponRemoveDocument, { input }));
  }
  return checkOut(buyer);
}

async function inTurns<Item, Outcome>(
  items: readonly Item[],
  work: (item: Item) => Promise<Outcome>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let from = 0; from < items.length; from += AT_ONCE)
    outcomes.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(work))));
  return outcomes;
}

function counted(results: readonly Completion[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const told = result.kind === 'bought' ? 'bought' : result.code;
    const name = result.attempts > 1 ? `${told}, when repeated` : told;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
