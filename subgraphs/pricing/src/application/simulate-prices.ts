import { badInput } from '@agora/platform/errors';
import type { AppError } from '@agora/platform/errors';
import { MAX_QUANTITY, isSku } from '../domain/price';
import type { PriceContext } from '../domain/price-context';
import type { PriceTable } from '../domain/price-table';
import type { Shopper } from '../domain/promotions/shopper';
import { quoteLines } from '../domain/quote';
import type { Quote } from '../domain/quote';
import { isRefusal } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { decideRule } from '../domain/rules/decide-rule';
import type { RuleDraft } from '../domain/rules/rule-draft';
import { compileRule } from '../domain/rules/rule-spec';
import { groupRules } from '../domain/rules/rule-table';
import type { RuleDecision } from '../domain/rules/trace';
import { pricerFor } from '../domain/variant-price';
import type { VariantPrice } from '../domain/variant-price';

/** Most scenarios of one simulation. */
export const MAX_SCENARIOS = 20;

/** One question: what does it cost for them, there, then. */
export interface Scenario {
  readonly name: string;
  readonly context: PriceContext;
  readonly quantity: number;
  readonly couponCodes: readonly string[];
  readonly shopper: Shopper;
}

export interface SimulatedScenario {
  readonly name: string;
  /** Undefined where the sku has no price. */
  readonly price: VariantPrice | undefined;
  readonly quote: Quote | undefined;
  /** Every rule that was looked at, in the order of the decisions. */
  readonly trace: readonly RuleDecision[];
}

/**
 * Works out what a cart with one line would cost in each scenario, by the very functions that quote, and tells every
 * decision. Writes nothing, counts nothing and redeems nothing.
 */
export function simulatePrices(
  table: PriceTable,
  sku: string,
  scenarios: readonly Scenario[],
): SimulatedScenario[] {
  if (!isSku(sku)) throw badInput('input.sku', 'is not a sku');
  if (scenarios.length < 1 || scenarios.length > MAX_SCENARIOS)
    throw badInput('input.scenarios', `must be 1 to ${String(MAX_SCENARIOS)} scenarios`);
  return scenarios.map((scenario, index) => {
    const { name, context, quantity, couponCodes, shopper } = scenario;
    if (quantity < 1 || quantity > MAX_QUANTITY)
      throw badInput(
        `input.scenarios.${String(index)}.quantity`,
        `must be from 1 to ${String(MAX_QUANTITY)}`,
      );
    const decisions: RuleDecision[] = [];
    const quote = quoteLines(table, context, [{ sku, quantity }], {
      shopper,
      couponCodes,
      trace: (decision) => void decisions.push(decision),
    });
    return {
      name,
      price: pricerFor(table, context)(sku, quantity),
      quote: quote.kind === 'quoted' ? quote : undefined,
      trace: decisions,
    };
  });
}

/**
 * The table as it would be with one more rule that nobody has saved.
 * @throws AppError `BAD_USER_INPUT` with the field for a rule that could not be saved as it is.
 */
export function withDraftRule(table: PriceTable, draft: RuleDraft, now: Date): PriceTable {
  const regions = { has: (region: string) => table.region(region) !== undefined };
  const facts = { id: DRAFT_ID, current: undefined, promotion: undefined, regions, now, path: ['draftRule'] };
  const decision = decideRule(draft, facts);
  if (isRefusal(decision)) throw badDraft(decision);
  const rule = compileRule(decision.rule);
  if ('start' in rule) throw badInput('input.draftRule.condition', rule.message);
  const rules = [...table.rules, rule];
  return {
    // Asked anew each time: what the table gives can be walked once.
    get books() {
      return table.books;
    },
    rules,
    rulesOf: groupRules(rules),
    promotion: (id) => table.promotion(id),
    prices: (priceBookId, one) => table.prices(priceBookId, one),
    history: (priceBookId, one) => table.history(priceBookId, one),
    region: (region) => table.region(region),
    taxRate: (region, one) => table.taxRate(region, one),
    taxCategory: (one) => table.taxCategory(one),
    exchangeRate: (base, quote) => table.exchangeRate(base, quote),
    shippingRates: (region, currency) => table.shippingRates(region, currency),
  };
}

/** What a rule that is not saved is called in a trace. */
const DRAFT_ID = 'draft';

function badDraft(refusal: Refusal): AppError {
  return refusal.kind === 'versionConflict'
    ? badInput('input.draftRule', 'could not be saved')
    : badInput(refusal.field.join('.'), refusal.message);
}
