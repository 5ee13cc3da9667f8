import { AppError } from '@agora/platform/errors';
import type { ExchangeRate } from '../domain/exchange-rate';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { HistoricPrice } from '../domain/price-history';
import type { PriceTable } from '../domain/price-table';
import type { Promotion } from '../domain/promotions/promotion';
import type { RegionSetting } from '../domain/region-setting';
import type { PriceRule } from '../domain/rules/price-rule';
import type { RuleScope } from '../domain/rules/rule-scope';
import { RuleCompiler } from '../domain/rules/rule-spec';
import type { ScopeRules } from '../domain/rules/rule-table';
import type { ShippingRate } from '../domain/shipping-rate';
import { STANDARD_TAX_CATEGORY } from '../domain/tax-rate';
import type { TaxRate } from '../domain/tax-rate';
import type { PriceSource } from './ports';
import { PriceTables } from './price-tables';

// A row's time is when its transaction began; one that began this long before it was committed is still found.
const OVERLAP_MS = 60_000;

/**
 * All prices in memory, so that answering costs no statement. Each process has its own; they converge because each
 * reads what was written since its last look. Changes are applied at once, never between two reads of one price.
 */
export class PriceIndex implements PriceTable {
  private tables: PriceTables | undefined;
  private readonly compiler = new RuleCompiler();
  private readAt: Date | undefined;
  private running: Promise<void> | undefined;
  private queued: Promise<void> | undefined;

  constructor(private readonly source: PriceSource) {}

  get isLoaded(): boolean {
    return this.tables !== undefined;
  }

  /** Reads everything anew; also what was deleted is gone then. Until it resolved the old prices are answered. */
  async load(): Promise<void> {
    const changes = await this.source.changes(undefined);
    const tables = new PriceTables(this.compiler);
    tables.apply(changes);
    this.tables = tables;
    this.readAt = changes.readAt;
  }

  /**
   * Applies what was written up to now. Calls while one is running share the next one, so whatever was committed
   * before a call is in the index when it resolves.
   */
  refresh(): Promise<void> {
    if (this.running === undefined) return this.begin();
    this.queued ??= this.running.catch(() => undefined).then(() => this.begin());
    return this.queued;
  }

  get books(): Iterable<PriceBook> {
    return this.loaded.books.values();
  }

  prices(priceBookId: string, sku: string): readonly Price[] {
    return this.loaded.prices.get(priceBookId)?.get(sku) ?? [];
  }

  region(region: string): RegionSetting | undefined {
    return this.loaded.regions.get(region);
  }

  history(priceBookId: string, sku: string): readonly HistoricPrice[] {
    return [...(this.loaded.history.get(priceBookId)?.get(sku)?.values() ?? [])];
  }

  taxCategory(sku: string): string {
    return this.loaded.taxCategories.get(sku) ?? STANDARD_TAX_CATEGORY;
  }

  taxRate(region: string, sku: string): TaxRate | undefined {
    const rates = this.loaded.taxRates.get(region);
    return rates?.get(this.taxCategory(sku)) ?? rates?.get(STANDARD_TAX_CATEGORY);
  }

  exchangeRate(base: string, quote: string): ExchangeRate | undefined {
    return this.loaded.exchangeRates.get(base)?.get(quote);
  }

  /** All rates from one currency, by the other's code. */
  exchangeRatesFrom(base: string): ExchangeRate[] {
    const rates = [...(this.loaded.exchangeRates.get(base)?.values() ?? [])];
    return rates.sort((left, right) => (left.quote < right.quote ? -1 : 1));
  }

  shippingRates(region: string, currency: string): ShippingRate[] {
    const rates = [...(this.loaded.shippingRates.get(region)?.values() ?? [])];
    return rates.filter((rate) => rate.active && rate.currency === currency).sort(byPosition);
  }

  get rules(): Iterable<PriceRule> {
    return this.loaded.rules.values();
  }

  rulesOf(scope: RuleScope): ScopeRules {
    return this.loaded.rulesOf(scope);
  }

  promotion(id: string): Promotion | undefined {
    return this.loaded.promotion(id);
  }

  /** Whether any promotion limits its use per customer: only then is a customer's history looked up. */
  get hasLimitsPerCustomer(): boolean {
    return this.loaded.hasLimitsPerCustomer;
  }

  /** The rates of one region, or of all, by region and category. */
  taxRates(region: string | undefined): TaxRate[] {
    const { taxRates } = this.loaded;
    const regions = region === undefined ? [...taxRates.keys()].sort() : [region];
    return regions.flatMap((each) => [...(taxRates.get(each)?.values() ?? [])].sort(byCategory));
  }

  private get loaded(): PriceTables {
    if (this.tables === undefined) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'Prices are not loaded yet');
    return this.tables;
  }

  private begin(): Promise<void> {
    this.queued = undefined;
    const run = this.readChanges().finally(() => {
      this.running = undefined;
    });
    this.running = run;
    return run;
  }

  private async readChanges(): Promise<void> {
    if (this.tables === undefined || this.readAt === undefined) return this.load();
    const changes = await this.source.changes(new Date(this.readAt.getTime() - OVERLAP_MS));
    this.tables.apply(changes);
    this.readAt = changes.readAt;
  }
}

function byCategory(left: TaxRate, right: TaxRate): number {
  return left.category < right.category ? -1 : 1;
}

function byPosition(left: ShippingRate, right: ShippingRate): number {
  if (left.position !== right.position) return left.position - right.position;
  return left.code < right.code ? -1 : 1;
}
