import { AppError } from '@agora/platform/errors';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { PriceTable } from '../domain/price-table';
import type { RegionSetting } from '../domain/region-setting';
import { STANDARD_TAX_CATEGORY } from '../domain/tax-rate';
import type { TaxRate } from '../domain/tax-rate';
import type { PriceChanges, PriceSource } from './ports';

// A row's time is when its transaction began; one that began this long before it was committed is still found.
const OVERLAP_MS = 60_000;

/**
 * All prices in memory, so that answering costs no statement. Each process has its own; they converge because each
 * reads what was written since its last look. Changes are applied at once, never between two reads of one price.
 */
export class PriceIndex implements PriceTable {
  private tables: Tables | undefined;
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
    const tables = emptyTables();
    apply(tables, changes);
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

  taxRate(region: string, sku: string): TaxRate | undefined {
    const { taxRates, taxCategories } = this.loaded;
    const rates = taxRates.get(region);
    return rates?.get(taxCategories.get(sku) ?? STANDARD_TAX_CATEGORY) ?? rates?.get(STANDARD_TAX_CATEGORY);
  }

  /** The rates of one region, or of all, by region and category. */
  taxRates(region: string | undefined): TaxRate[] {
    const { taxRates } = this.loaded;
    const regions = region === undefined ? [...taxRates.keys()].sort() : [region];
    return regions.flatMap((each) => [...(taxRates.get(each)?.values() ?? [])].sort(byCategory));
  }

  private get loaded(): Tables {
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
    apply(this.tables, changes);
    this.readAt = changes.readAt;
  }
}

interface Tables {
  readonly books: Map<string, PriceBook>;
  /** By book, then by sku. */
  readonly prices: Map<string, Map<string, readonly Price[]>>;
  readonly regions: Map<string, RegionSetting>;
  /** By region, then by category. */
  readonly taxRates: Map<string, Map<string, TaxRate>>;
  /** By sku. */
  readonly taxCategories: Map<string, string>;
}

function emptyTables(): Tables {
  return {
    books: new Map(),
    prices: new Map(),
    regions: new Map(),
    taxRates: new Map(),
    taxCategories: new Map(),
  };
}

function apply(tables: Tables, changes: PriceChanges): void {
  for (const book of changes.books) tables.books.set(book.id, book);
  for (const region of changes.regions) tables.regions.set(region.region, region);
  for (const { sku, category } of changes.taxCategories) tables.taxCategories.set(sku, category);
  for (const rate of changes.taxRates) ofKey(tables.taxRates, rate.region).set(rate.category, rate);
  for (const price of changes.prices) {
    const bySku = ofKey(tables.prices, price.priceBookId);
    const others = (bySku.get(price.sku) ?? []).filter(({ id }) => id !== price.id);
    bySku.set(price.sku, [...others, price]);
  }
}

function ofKey<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<K, V>();
  maps.set(key, made);
  return made;
}

function byCategory(left: TaxRate, right: TaxRate): number {
  return left.category < right.category ? -1 : 1;
}
