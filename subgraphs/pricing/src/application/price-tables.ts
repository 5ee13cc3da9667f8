import type { ExchangeRate } from '../domain/exchange-rate';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { HistoricPrice } from '../domain/price-history';
import { NO_USAGE } from '../domain/promotions/promotion';
import type { Promotion, PromotionUsage } from '../domain/promotions/promotion';
import type { RegionSetting } from '../domain/region-setting';
import type { PriceRule } from '../domain/rules/price-rule';
import type { RuleScope } from '../domain/rules/rule-scope';
import type { RuleCompiler } from '../domain/rules/rule-spec';
import { groupRules } from '../domain/rules/rule-table';
import type { RuleTable, ScopeRules } from '../domain/rules/rule-table';
import type { ShippingRate } from '../domain/shipping-rate';
import type { TaxRate } from '../domain/tax-rate';
import type { PriceChanges } from './ports';

/** What the price index keeps, by what it is asked for. Rows that are applied again replace themselves. */
export class PriceTables {
  readonly books = new Map<string, PriceBook>();
  /** By book, then by sku. */
  readonly prices = new Map<string, Map<string, readonly Price[]>>();
  /** By book, then by sku, then by the entry's id. */
  readonly history = new Map<string, Map<string, Map<string, HistoricPrice>>>();
  readonly regions = new Map<string, RegionSetting>();
  /** By region, then by category. */
  readonly taxRates = new Map<string, Map<string, TaxRate>>();
  /** By sku. */
  readonly taxCategories = new Map<string, string>();
  /** By base, then by quote. */
  readonly exchangeRates = new Map<string, Map<string, ExchangeRate>>();
  readonly rules = new Map<string, PriceRule>();
  /** By region, then by id. */
  readonly shippingRates = new Map<string, Map<string, ShippingRate>>();
  hasLimitsPerCustomer = false;
  private readonly plainPromotions = new Map<string, Omit<Promotion, 'usage'>>();
  private readonly usage = new Map<string, PromotionUsage>();
  /** Undefined when rules were applied since it was asked for. */
  private groups: RuleTable['rulesOf'] | undefined;

  constructor(private readonly compiler: RuleCompiler) {}

  promotion(id: string): Promotion | undefined {
    const promotion = this.plainPromotions.get(id);
    return promotion === undefined ? undefined : { usage: this.usage.get(id) ?? NO_USAGE, ...promotion };
  }

  rulesOf(scope: RuleScope): ScopeRules {
    this.groups ??= groupRules(this.rules.values());
    return this.groups(scope);
  }

  apply(changes: PriceChanges): void {
    for (const book of changes.books) this.books.set(book.id, book);
    for (const region of changes.regions) this.regions.set(region.region, region);
    for (const { sku, category } of changes.taxCategories) this.taxCategories.set(sku, category);
    for (const rate of changes.taxRates) ofKey(this.taxRates, rate.region).set(rate.category, rate);
    for (const rate of changes.exchangeRates) ofKey(this.exchangeRates, rate.base).set(rate.quote, rate);
    for (const rate of changes.shippingRates) ofKey(this.shippingRates, rate.region).set(rate.id, rate);
    for (const price of changes.prices) this.applyPrice(price);
    for (const past of changes.history) {
      ofKey(ofKey(this.history, past.priceBookId), past.sku).set(past.id, past);
    }
    this.applyPromotions(changes);
  }

  private applyPrice(price: Price): void {
    const bySku = ofKey(this.prices, price.priceBookId);
    const others = (bySku.get(price.sku) ?? []).filter(({ id }) => id !== price.id);
    bySku.set(price.sku, [...others, price]);
  }

  private applyPromotions({ rules, promotions, usage }: PriceChanges): void {
    for (const spec of rules) {
      const rule = this.compiler.compile(spec);
      if (rule === undefined) this.rules.delete(spec.id);
      else this.rules.set(rule.id, rule);
    }
    if (rules.length > 0) this.groups = undefined;
    for (const promotion of promotions) this.plainPromotions.set(promotion.id, promotion);
    if (promotions.length > 0)
      this.hasLimitsPerCustomer = [...this.plainPromotions.values()].some(
        ({ status, usageLimitPerCustomer }) => usageLimitPerCustomer !== undefined && status !== 'ENDED',
      );
    for (const { promotionId, ...counts } of usage) this.usage.set(promotionId, counts);
  }
}

function ofKey<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<L, V>();
  maps.set(key, made);
  return made;
}
