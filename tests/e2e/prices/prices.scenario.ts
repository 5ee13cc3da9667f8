import {
  CartChangedDocument,
  CartCostEstimateDocument,
  CartCouponApplyDocument,
  CartCouponRemoveDocument,
  CartPricesAcceptDocument,
  CartPricesDocument,
  CouponDocument,
  PriceDocument,
  PriceQuoteDocument,
  PriceSimulateDocument,
  RatesDocument,
} from '@agora/client/generated/graphql';
import type { CartChangedSubscription, CartPricesQuery } from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { SHIPPING_ADDRESS, openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { asAdmin, tenPercentByCode } from '../campaigns/campaign';
import { priceInUs, setPriceInUs } from './us-price';

type PricedCart = NonNullable<CartPricesQuery['cart']>;

async function prices({ client, cartId }: Guest): Promise<PricedCart> {
  const { cart } = await client.query(CartPricesDocument, { id: cartId });
  if (cart === null) throw new Error('the cart is gone');
  return cart;
}

const codesOf = ({ problems }: PricedCart): string[] => problems.map(({ code }) => code);
const minor = (money: { readonly minorUnits: unknown } | null | undefined): number =>
  Number(money?.minorUnits);

/** What things cost, and why. */
export function pricesExplained(lane: () => Lane): void {
  it('takes a coupon, says what it gave, and charges exactly that', async () => {
    const sku = await stockedSku(lane(), 20);
    const { code, promotionId } = await tenPercentByCode(lane(), sku);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
    const before = await prices(guest);
    const { cartCouponApply } = await guest.client.mutate(CartCouponApplyDocument, {
      input: { cartId: guest.cartId, code: ` ${code.toLowerCase()} ` },
    });
    expect(cartCouponApply).toMatchObject({ committedVersion: before.version + 1, userErrors: [] });
    const after = await prices(guest);
    expect(after.coupons).toMatchObject([{ code, applicable: true }]);
    // A dear sku is a big order, too.
    expect(after.discounts.map((discount) => discount.promotionId)).toContain(promotionId);
    const given = minor(after.coupons[0]?.discount);
    expect(given).toBeGreaterThan(0);
    expect(minor(after.cost.discount) - minor(before.cost.discount)).toBe(given);
    const { order, userErrors } = await pay(guest, await openCheckout(guest));
    expect(userErrors).toEqual([]);
    expect(minor(order?.total)).toBeGreaterThanOrEqual(minor(after.cost.total));
    const admin = await asAdmin(lane());
    await eventually(async () => (await admin.query(CouponDocument, { code })).coupon?.usageCount === 1, {
      what: 'the use of the coupon',
    });
  });

  it('does not tell a code that does not fit from one that does not exist, and takes a coupon out', async () => {
    const [sku, other] = [await stockedSku(lane(), 20), await stockedSku(lane(), 20)];
    const { code } = await tenPercentByCode(lane(), other);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const refused = await Promise.all(
      [code, 'NO-SUCH-CODE'].map(async (one) => {
        const input = { cartId: guest.cartId, code: one };
        return (await guest.client.mutate(CartCouponApplyDocument, { input })).cartCouponApply.userErrors;
      }),
    );
    expect(refused[0]).toMatchObject([{ __typename: 'CouponRejectedError', code: 'COUPON_NOT_APPLICABLE' }]);
    expect(refused[0]).toEqual(refused[1]);
    await guest.add(other);
    const input = { cartId: guest.cartId, code };
    expect(
      (await guest.client.mutate(CartCouponApplyDocument, { input })).cartCouponApply.userErrors,
    ).toEqual([]);
    const { cartCouponRemove } = await guest.client.mutate(CartCouponRemoveDocument, { input });
    expect(cartCouponRemove.userErrors).toEqual([]);
    expect((await prices(guest)).coupons).toEqual([]);
  });

  it('gives a promotion of three uses to exactly three of eight who pay at once', async () => {
    const sku = await stockedSku(lane(), 20);
    const { code } = await tenPercentByCode(lane(), sku, 3);
    const guests = await Promise.all(Array.from({ length: 8 }, () => arriveAsGuest(lane())));
    const sessions = await Promise.all(
      guests.map(async (guest) => {
        await guest.add(sku);
        const input = { cartId: guest.cartId, code };
        const { cartCouponApply } = await guest.client.mutate(CartCouponApplyDocument, { input });
        expect(cartCouponApply.userErrors).toEqual([]);
        return openCheckout(guest);
      }),
    );
    const paid = await Promise.all(guests.map((guest, index) => pay(guest, sessions[index] ?? '')));
    expect(paid.filter(({ order }) => order?.status === 'CONFIRMED')).toHaveLength(3);
    const refusals = paid.flatMap(({ userErrors }) => userErrors.map((error) => error.code));
    expect(refusals).toEqual(Array(5).fill('PROMOTION_UNAVAILABLE'));
    const carts = await Promise.all(guests.map((guest) => guest.cart()));
    expect(carts.filter(({ status }) => status === 'ACTIVE')).toHaveLength(5);
  });

  it('passes a drop on by itself, keeps the price when it rises, and asks before it takes more', async () => {
    const sku = await stockedSku(lane(), 20);
    const first = await priceInUs(lane(), sku);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const told: CartChangedSubscription['cartChanged'][] = [];
    const stop = guest.client.subscribe(
      CartChangedDocument,
      { cartId: guest.cartId },
      {
        next: ({ data }) => told.push(data?.cartChanged ?? null),
        error: (error) => {
          throw error;
        },
      },
    );
    await eventually(() => told.length > 0, { what: 'a snapshot' });
    const unit = (cart: PricedCart): number => minor(cart.lines[0]?.unitPrice);
    const standing = unit(await prices(guest));

    await setPriceInUs(lane(), first, 1.5);
    await eventually(async () => codesOf(await prices(guest)).includes('PRICE_ROSE'), { what: 'the rise' });
    const risen = await prices(guest);
    expect(unit(risen)).toBe(standing);
    expect(risen.problems).toMatchObject([{ code: 'PRICE_ROSE', blocksCheckout: false }]);

    const input = { cartId: guest.cartId, expectedVersion: risen.version };
    const { cartPricesAccept } = await guest.client.mutate(CartPricesAcceptDocument, { input });
    expect(cartPricesAccept.userErrors).toEqual([]);
    const accepted = await prices(guest);
    expect(codesOf(accepted)).not.toContain('PRICE_ROSE');
    expect(unit(accepted)).toBe(standing);

    await setPriceInUs(lane(), first, 0.5);
    await eventually(async () => unit(await prices(guest)) < standing, { what: 'the drop' });
    expect(codesOf(await prices(guest))).toContain('PRICE_DROPPED');
    const priceChanges = () =>
      told.flatMap((one) => one?.changes ?? []).filter(({ cause }) => cause === 'PRICE_CHANGED');
    await eventually(() => priceChanges().length === 2, { what: 'the live changes of rise and drop' });
    stop();
    await setPriceInUs(lane(), first, 1);
  });

  it('explains a price: the simulation is the quote', async () => {
    const sku = await stockedSku(lane(), 20);
    const { code } = await tenPercentByCode(lane(), sku);
    const support = lane().client({ token: await lane().token('support') });
    const context = { region: 'US' };
    const scenarios = [
      { name: 'plain', context, quantity: 3 },
      { name: 'with the code', context, quantity: 3, couponCodes: [code] },
    ];
    const { priceSimulate } = await support.query(PriceSimulateDocument, { input: { sku, scenarios } });
    const [plain, coded] = priceSimulate?.scenarios ?? [];
    if (plain === undefined || coded === undefined) throw new Error('a scenario is missing');
    const { priceQuote } = await lane()
      .client()
      .query(PriceQuoteDocument, {
        input: { lines: [{ sku, quantity: 3 }], context, couponCodes: [code], shipTo: SHIPPING_ADDRESS },
      });
    expect([coded.line?.total]).toEqual(priceQuote?.lines.map(({ total }) => total));
    expect(minor(coded.line?.total)).toBeLessThan(minor(plain.line?.total));
    const about = (name: string) => (one: { readonly name: string }) => one.name === name;
    const rule = `10 % off ${sku}`;
    expect(plain.trace.find(about(rule))).toMatchObject({ matched: false });
    expect(coded.trace.find(about(rule))).toMatchObject({ matched: true, reason: 'MATCHED' });
    expect(priceQuote).toMatchObject({ coupons: [{ code, applied: true }] });
  });

  it('tries a rule out that nobody has saved', async () => {
    const sku = await stockedSku(lane(), 20);
    const support = lane().client({ token: await lane().token('support') });
    const context = { region: 'US' };
    const scenarios = [{ name: 'one', context }];
    const shown = async () => (await lane().client().query(PriceDocument, { sku, context })).price;
    const before = await shown();
    const draftRule = { name: 'half', priority: 1, sku, adjustmentBasisPoints: -5_000 };
    const drafted = await support.query(PriceSimulateDocument, { input: { sku, scenarios, draftRule } });
    const half = drafted.priceSimulate?.scenarios[0];
    expect(minor(half?.price?.unitPrice)).toBeLessThan(minor(before?.unitPrice));
    expect(half?.trace).toContainEqual(expect.objectContaining({ ruleId: 'draft', matched: true }));
    expect(await shown()).toEqual(before);
    const wrong = { ...draftRule, condition: 'line.quantity >= "three"' };
    await expect(
      support.query(PriceSimulateDocument, { input: { sku, scenarios, draftRule: wrong } }),
    ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const guest = await arriveAsGuest(lane());
    await expect(
      guest.client.query(PriceSimulateDocument, { input: { sku, scenarios } }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('estimates what more would cost without touching the cart, and knows rates and discounts', async () => {
    const [sku, other] = [await stockedSku(lane(), 20), await stockedSku(lane(), 20)];
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const before = await prices(guest);
    const { cartCostEstimate } = await guest.client.query(CartCostEstimateDocument, {
      input: { cartId: guest.cartId, addLines: [{ sku: other, quantity: 2 }], shipTo: SHIPPING_ADDRESS },
    });
    expect(minor(cartCostEstimate?.total)).toBeGreaterThan(minor(before.cost.total));
    expect(cartCostEstimate?.shipping).not.toBeNull();
    expect(await prices(guest)).toEqual(before);
    const stranger = await arriveAsGuest(lane());
    const foreign = await stranger.client.query(CartCostEstimateDocument, {
      input: { cartId: guest.cartId },
    });
    expect(foreign).toEqual({ cartCostEstimate: null });
    const rates = await lane().client().query(RatesDocument, { base: 'USD', region: 'US' });
    expect(rates.currencyRates?.map(({ quote }) => quote)).toContain('EUR');
    expect(rates.shippingRates).not.toEqual([]);
    expect(rates.taxRates).not.toEqual([]);
    expect(rates.discounts).not.toEqual([]);
  });
}
