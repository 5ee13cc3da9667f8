import type { PriceContext } from '../price-context';

/** What `line` is where there is no cart: a sku and how many. Integers are bigint, as CEL has them. */
export class ItemFacts {
  constructor(
    readonly sku: string,
    readonly quantity: bigint,
    readonly category: string,
  ) {}
}

/** What `line` is in a condition about a cart. */
export class LineFacts extends ItemFacts {
  /** Before promotions, smallest unit. */
  readonly subtotal: bigint;
  readonly attributes: ReadonlyMap<string, string>;

  constructor(
    item: ItemFacts,
    { subtotal, attributes }: { readonly subtotal: bigint; readonly attributes: ReadonlyMap<string, string> },
  ) {
    super(item.sku, item.quantity, item.category);
    this.subtotal = subtotal;
    this.attributes = attributes;
  }
}

/** What `cart` is in a condition. */
export class CartFacts {
  constructor(
    /** Sum of the lines before promotions. */
    readonly subtotal: bigint,
    readonly quantity: bigint,
    readonly skus: readonly string[],
  ) {}
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
}

/** What conditions know of a context; of a cart nothing. */
export function factsOf({ segments, region, channel, currency, at }: PriceContext): QuoteFacts {
  return { customer: new CustomerFacts(segments), region, channel: channel ?? '', currency, at };
}
