import type { Money } from '@agora/platform/money';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';
import { STRANGER } from './promotions/shopper';
import { applyToSlots } from './rules/apply-turns';
import { ItemFacts, factsOf } from './rules/facts';
import type { AppliedRule } from './rules/price-rule';
import type { Slot } from './rules/slot';
import type { Tracer } from './rules/trace';
import { candidatesOf, decideTurns } from './rules/turns';
import type { Engine } from './rules/turns';

/** A book's price of one unit, before rules. */
export interface ListPrice {
  readonly sku: string;
  readonly quantity: number;
  readonly listPrice: Money;
  readonly floor: Money;
}

/** What rules make of it. */
export interface RuledPrice {
  readonly unitPrice: Money;
  readonly appliedRules: readonly AppliedRule[];
}

/**
 * Applies the rules of PRICE and then of CATALOG to unit prices: they see sku, quantity and customer, never a cart, so that
 * a product page and a cart show the same price. The candidates are narrowed once for all skus.
 */
export function unitRulesFor(
  table: PriceTable,
  context: PriceContext,
  trace: Tracer | undefined,
): (price: ListPrice) => RuledPrice {
  const facts = factsOf(context);
  const engine: Engine = {
    context,
    facts,
    table,
    shopper: STRANGER,
    openedBy: new Map(),
    rounding: table.region(context.region)?.roundingMode ?? 'HALF_EVEN',
    spent: new Map(),
    trace,
  };
  const levels = [candidatesOf('PRICE', engine), candidatesOf('CATALOG', engine)];
  const isIdle = levels.every(({ isEmpty }) => isEmpty);
  return ({ sku, quantity, listPrice, floor }) => {
    if (isIdle) return { unitPrice: listPrice, appliedRules: [] };
    const category = table.taxCategory(sku);
    const slot: Slot = {
      sku,
      category,
      quantity,
      units: 1,
      baseMinor: listPrice.amountMinor,
      floorMinor: floor.amountMinor,
      facts: { line: new ItemFacts(sku, BigInt(quantity), category), quote: facts, ...facts },
      runningMinor: listPrice.amountMinor,
      taken: [],
    };
    for (const candidates of levels) applyToSlots(decideTurns(candidates, [slot], engine), engine);
    const { currency } = listPrice;
    return {
      unitPrice: { amountMinor: slot.runningMinor, currency },
      appliedRules: slot.taken.map(({ rule, amountMinor }) => ({
        rule,
        amount: { amountMinor, currency },
        couponCode: undefined,
      })),
    };
  };
}
