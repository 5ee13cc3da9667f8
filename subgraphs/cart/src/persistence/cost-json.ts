import type { CartCost, CouponVerdict, DiscountShare, LineAmounts, LineCost } from '../domain/cart';

/** Subtotal, discount, tax, total as digits: JSON numbers would lose large amounts. */
type AmountsJson = readonly [string, string, string, string];
/** Title, amount, promotion, code. */
type DiscountJson = readonly [string, string, string | null, string | null];
/** Code, whether it gives something, how much, title of its promotion. */
type CouponJson = readonly [string, boolean, string, string | null];

/** What `cart.cost` holds. Members that came later are missing in older rows. */
export interface CostJson {
  readonly totals: AmountsJson;
  readonly quotedUntil: string;
  readonly lines: Readonly<Record<string, AmountsJson>>;
  /** By line id, only of lines that have any. */
  readonly lineDiscounts?: Readonly<Record<string, readonly DiscountJson[]>>;
  readonly discounts?: readonly DiscountJson[];
  readonly coupons?: readonly CouponJson[];
}

export function toCost(json: CostJson): CartCost {
  const lines = Object.entries(json.lines).map(([lineId, amounts]): [string, LineCost] => [
    lineId,
    { ...toAmounts(amounts), discounts: (json.lineDiscounts?.[lineId] ?? []).map(toDiscount) },
  ]);
  return {
    ...toAmounts(json.totals),
    quotedUntil: new Date(json.quotedUntil),
    lines: new Map(lines),
    discounts: (json.discounts ?? []).map(toDiscount),
    coupons: (json.coupons ?? []).map(toCoupon),
    shippingMinor: null,
  };
}

export function fromCost(cost: CartCost): CostJson {
  const lines = [...cost.lines];
  const discounted = lines.filter(([, { discounts }]) => discounts.length > 0);
  return {
    totals: fromAmounts(cost),
    quotedUntil: cost.quotedUntil.toISOString(),
    lines: Object.fromEntries(lines.map(([lineId, amounts]) => [lineId, fromAmounts(amounts)])),
    ...(discounted.length === 0
      ? {}
      : {
          lineDiscounts: Object.fromEntries(
            discounted.map(([lineId, { discounts }]) => [lineId, discounts.map(fromDiscount)]),
          ),
        }),
    ...(cost.discounts.length === 0 ? {} : { discounts: cost.discounts.map(fromDiscount) }),
    ...(cost.coupons.length === 0 ? {} : { coupons: cost.coupons.map(fromCoupon) }),
  };
}

function toAmounts([subtotal, discount, tax, total]: AmountsJson): LineAmounts {
  return {
    subtotalMinor: BigInt(subtotal),
    discountMinor: BigInt(discount),
    taxMinor: BigInt(tax),
    totalMinor: BigInt(total),
  };
}

function fromAmounts(amounts: LineAmounts): AmountsJson {
  return [
    String(amounts.subtotalMinor),
    String(amounts.discountMinor),
    String(amounts.taxMinor),
    String(amounts.totalMinor),
  ];
}

function toDiscount([title, amount, promotionId, couponCode]: DiscountJson): DiscountShare {
  return { title, amountMinor: BigInt(amount), promotionId, couponCode };
}

function fromDiscount({ title, amountMinor, promotionId, couponCode }: DiscountShare): DiscountJson {
  return [title, String(amountMinor), promotionId, couponCode];
}

function toCoupon([code, applied, discount, title]: CouponJson): CouponVerdict {
  return { code, applied, discountMinor: BigInt(discount), title };
}

function fromCoupon({ code, applied, discountMinor, title }: CouponVerdict): CouponJson {
  return [code, applied, String(discountMinor), title];
}
