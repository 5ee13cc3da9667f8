import { AvailabilityStatus, presentMoney } from '@agora/platform/schema';
import type { Attribute, Money } from '@agora/platform/schema';
import type { StoredCart } from '../application/ports';
import type { CartLine as CartLineState } from '../domain/cart';
import type { CartProblem } from '../domain/problems';
import { amountsOf, presentAmounts, presentDiscounts, quotedCost } from './present-amounts';
import { messageOf, presentProblem } from './present-problem';
import type { CartLineCost } from './types/cart-cost.type';
import type { CartDiscount } from './types/cart-discount.type';
import type { CartLine } from './types/cart-line.type';
import type { CartProblem as PresentedProblem } from './types/cart-problem.type';

/** The lines of a cart as the API shows them. A field is worked out when somebody selects it: a cart may have 250 lines. */
export function presentLines(cart: StoredCart): CartLine[] {
  const problems = byLine(cart.problems);
  return cart.lines.map((line) => new PresentedLine(line, cart, problems.get(line.id) ?? NO_PROBLEMS));
}

const NO_PROBLEMS: readonly CartProblem[] = [];

function byLine(problems: readonly CartProblem[]): Map<string | null, CartProblem[]> {
  const grouped = new Map<string | null, CartProblem[]>();
  for (const one of problems) grouped.set(one.lineId, [...(grouped.get(one.lineId) ?? []), one]);
  return grouped;
}

class PresentedLine implements CartLine {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly quantity: number;
  readonly pricedQuantity: number;
  readonly attributes: readonly Attribute[];
  readonly reservedAt: Date | null;
  readonly reservedUntil: Date | null;
  readonly priceValidUntil: Date;
  readonly addedAt: Date;
  readonly updatedAt: Date;

  constructor(
    private readonly line: CartLineState,
    private readonly cart: StoredCart,
    private readonly found: readonly CartProblem[],
  ) {
    this.id = line.id;
    this.sku = line.sku;
    this.title = line.snapshot.title;
    this.imageUrl = line.snapshot.imageUrl;
    this.quantity = line.quantity;
    this.pricedQuantity = line.pricedQuantity;
    this.attributes = line.snapshot.attributes;
    this.reservedAt = line.reservedAt;
    this.reservedUntil = line.reservedAt === null ? null : cart.reservedUntil;
    this.priceValidUntil = line.priceValidUntil;
    this.addedAt = line.addedAt;
    this.updatedAt = line.updatedAt;
  }

  get variant(): CartLine['variant'] {
    return { id: this.line.variantId, sku: this.line.sku };
  }

  get unitPrice(): Money {
    return this.money(this.line.unitPriceMinor);
  }

  get acceptedUnitPrice(): Money {
    return this.money(this.line.acceptedPriceMinor);
  }

  get previousUnitPrice(): Money | null {
    const { previousPriceMinor } = this.line;
    return previousPriceMinor === null ? null : this.money(previousPriceMinor);
  }

  get cost(): CartLineCost {
    return presentAmounts(amountsOf(this.line, this.cart), this.cart.currency);
  }

  get discounts(): readonly CartDiscount[] {
    return presentDiscounts(quotedCost(this.line, this.cart)?.discounts ?? [], this.cart.currency);
  }

  get availabilityStatus(): AvailabilityStatus {
    if (this.gone !== undefined) return AvailabilityStatus.OUT_OF_STOCK;
    const isLate = this.found.some(({ code }) => code === 'BACKORDERED');
    return isLate ? AvailabilityStatus.BACKORDER : AvailabilityStatus.IN_STOCK;
  }

  get unavailabilityReason(): string | null {
    return this.gone === undefined ? null : messageOf(this.gone);
  }

  get problems(): readonly PresentedProblem[] {
    return this.found.map((one) => presentProblem(one, (minor) => this.money(minor)));
  }

  private get gone(): CartProblem | undefined {
    return this.found.find(({ code }) => GONE.has(code));
  }

  private money(amountMinor: bigint): Money {
    return presentMoney({ amountMinor, currency: this.cart.currency });
  }
}

const GONE: ReadonlySet<string> = new Set(['OUT_OF_STOCK', 'INSUFFICIENT_STOCK', 'VARIANT_UNAVAILABLE']);
