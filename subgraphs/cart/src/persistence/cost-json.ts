import type { CartCost, CouponVerdict, DiscountShare, LineAmounts, LineCost } from '../domain/cart';

/** Subtotal, discount, tax, total as digits: JSON numbers would lose large amounts. */
type AmountsJson = readonly [string, string, string, string];
/** Title, amount, promotion, code. */
type DiscountJson = readonly [string, string, string | null, string | null];
/** Code, whether it gives something, how much, title of its promotion. */
type CouponJson = readonly [string, boolean, string, string | null];
/** Title, promotion, code: what gives discounts to lines. */
type SourceJson = readonly [string, string | null, string | null];

/**
 * What `cart.cost` holds. All of it is written whenever anything of the cart is, hence one short text per line. Members that
 * came later are missing in older rows.
 */
export interface CostJson {
  readonly totals: AmountsJson;
  readonly quotedUntil: string;
  /**
   * By line id, numbers in a row: subtotal, discount, tax, total, then for each discount its place in `sources` and its
   * amount. Four texts in rows that were written before there were `sources`.
   */
  readonly lines: Readonly<Record<string, string | AmountsJson>>;
  /** What lines have discounts from. */
  readonly sources?: readonly SourceJson[];
  /** By line id, in rows that were written before there were `sources`. */
  readonly lineDiscounts?: Readonly<Record<string, readonly DiscountJson[]>>;
  readonly discounts?: readonly DiscountJson[];
  readonly coupons?: readonly CouponJson[];
}

export function toCost(json: CostJson): CartCost {
  const lines = Object.entries(json.lines).map(([lineId, line]): [string, LineCost] => [
    lineId,
    typeof line === 'string'
      ? toLineCost(line, json.sources ?? [])
      : { ...toAmounts(line), discounts: (json.lineDiscounts?.[lineId] ?? []).map(toDiscount) },
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
  const sources = new Sources();
  const lines: Record<string, string> = {};
  for (const [lineId, line] of cost.lines) lines[lineId] = fromLineCost(line, sources);
  return {
    totals: fromAmounts(cost),
    quotedUntil: cost.quotedUntil.toISOString(),
    lines,
    ...(sources.all.length === 0 ? {} : { sources: sources.all }),
    ...(cost.discounts.length === 0 ? {} : { discounts: cost.discounts.map(fromDiscount) }),
    ...(cost.coupons.length === 0 ? {} : { coupons: cost.coupons.map(fromCoupon) }),
  };
}

/** What lines have discounts from, each once. A cart has few. */
class Sources {
  readonly all: SourceJson[] = [];

  place({ title, promotionId, couponCode }: DiscountShare): number {
    const known = this.all.findIndex(
      (one) => one[1] === promotionId && one[2] === couponCode && one[0] === title,
    );
    return known >= 0 ? known : this.all.push([title, promotionId, couponCode]) - 1;
  }
}

function fromLineCost(line: LineCost, sources: Sources): string {
  let text = fromAmounts(line).join(' ');
  for (const share of line.discounts) text += ` ${String(sources.place(share))} ${String(share.amountMinor)}`;
  return text;
}

function toLineCost(text: string, sources: readonly SourceJson[]): LineCost {
  const [subtotal = '', discount = '', tax = '', total = '', ...shares] = text.split(' ');
  const discounts: DiscountShare[] = [];
  for (let at = 0; at < shares.length; at += 2) {
    const source = sources[Number(shares[at])];
    if (source === undefined)
      throw new Error(`the cost of a line names a discount that is not there: ${text}`);
    const [title, promotionId, couponCode] = source;
    discounts.push({ title, amountMinor: BigInt(shares[at + 1] ?? ''), promotionId, couponCode });
  }
  return { ...toAmounts([subtotal, discount, tax, total]), discounts };
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
