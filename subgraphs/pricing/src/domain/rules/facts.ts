import type { PriceContext } from '../price-context';

/** An integer as a number, which JavaScript reckons with several times faster; NaN beyond the safe ones. */
export function safeNumber(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : NaN;
}

/**
 * What `line` is where there is no cart: a sku and how many. Integers are bigint, as CEL has them, and once more as numbers for
 * compiled conditions.
 */
export class ItemFacts {
  readonly quantityNumber: number;

  constructor(
    readonly sku: string,
    readonly quantity: bigint,
    readonly category: string,
  ) {
    this.quantityNumber = safeNumber(quantity);
  }
}

/** What `line` is in a condition about a cart. */
export class LineFacts extends ItemFacts {
  /** Before promotions, smallest unit. */
  readonly subtotal: bigint;
  readonly subtotalNumber: number;
  readonly attributes: ReadonlyMap<string, string>;

  constructor(
    item: ItemFacts,
    { subtotal, attributes }: { readonly subtotal: bigint; readonly attributes: ReadonlyMap<string, string> },
  ) {
    super(item.sku, item.quantity, item.category);
    this.subtotal = subtotal;
    this.subtotalNumber = safeNumber(subtotal);
    this.attributes = attributes;
  }
}

/** What `cart` is in a condition. */
export class CartFacts {
  readonly subtotalNumber: number;
  readonly quantityNumber: number;

  constructor(
    /** Sum of the lines before promotions. */
    readonly subtotal: bigint,
    readonly quantity: bigint,
    readonly skus: readonly string[],
  ) {
    this.subtotalNumber = safeNumber(subtotal);
    this.quantityNumber = safeNumber(quantity);
  }
}

/** What `customer` is in a condition. */
export class CustomerFacts {
  constructor(readonly segments: readonly string[]) {}
}

/** What a condition knows beside the line: the same for all lines of a quote. */
export interface QuoteFacts {
  readonly cart?: CartFacts;
  readonly customer: CustomerFacts;
  readonly region: string;
  /** Empty when the shop names none. */
  readonly channel: string;
  readonly currency: string;
  readonly at: Date;
}

/** What a condition is evaluated on. */
export interface Facts extends QuoteFacts {
  readonly line?: ItemFacts & Partial<LineFacts>;
  /** The quote it is a line of, so that what reads no line is worked out once for all of them. Default: every time. */
  readonly quote?: QuoteFacts;
}

/** What conditions know of a context; of a cart nothing. */
export function factsOf({ segments, region, channel, currency, at }: PriceContext): QuoteFacts {
  return { customer: new CustomerFacts(segments), region, channel: channel ?? '', currency, at };
}
