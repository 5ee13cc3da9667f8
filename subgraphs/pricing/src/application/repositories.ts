import type { StoredRate } from '../domain/exchange-rate';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { Coupon } from '../domain/promotions/coupon';
import type { Promotion } from '../domain/promotions/promotion';
import type { RegionSetting } from '../domain/region-setting';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { ShippingRate } from '../domain/shipping-rate';
import type { TaxRate } from '../domain/tax-rate';
import type { WindowPhase } from '../domain/window-phase';

/** Names one price of a sku in a book from a quantity on: the standing one, or the one for a time by its beginning. */
export interface PriceKey {
  readonly priceBookId: string;
  readonly sku: string;
  readonly minimumQuantity: number;
  readonly validFrom?: Date | undefined;
  readonly validUntil?: Date | undefined;
}

/** A standing price and the currency of its book. */
export interface ListedPrice {
  readonly price: Price;
  readonly currency: string;
}

/** A price whose window began or ended. */
export interface TurnedPrice extends ListedPrice {
  /** The other prices of the sku in the book. */
  readonly others: readonly Price[];
}

/** Prices and books inside one transaction. */
export interface PriceRepository {
  /** The book, locked until the transaction ends: writers of one book take turns. Undefined when there is none. */
  lockBook(id: string): Promise<PriceBook | undefined>;
  /** Inserts or replaces the book with this id. @throws DuplicateError when the name is another book's. */
  saveBook(book: PriceBook): Promise<void>;
  find(key: PriceKey): Promise<Price | undefined>;
  /** Inserts or replaces the price with this id; `phase` is what was told of its window. */
  save(price: Price, phase: WindowPhase | undefined): Promise<void>;
  /** The standing prices that a rule for a single sku works on, by book and tier: of active books for its context. */
  touchedBy(rule: RuleSpec): Promise<readonly ListedPrice[]>;
  /**
   * Marks up to `limit` prices as told whose window began or ended and was not told of. Those that another transaction holds are
   * left to it.
   */
  turnDue(now: Date, limit: number): Promise<readonly TurnedPrice[]>;
}

/** Rules inside one transaction. */
export interface RuleRepository {
  /** Not locked. */
  find(id: string): Promise<RuleSpec | undefined>;
  /** The rule, locked until the transaction ends. Lock its promotion before. */
  lock(id: string): Promise<RuleSpec | undefined>;
  ofPromotion(promotionId: string): Promise<readonly RuleSpec[]>;
  /** Inserts or replaces the rule with this id; `phase` is what was told of its window. */
  save(rule: RuleSpec, phase: WindowPhase | undefined): Promise<void>;
  /** As of prices. */
  turnDue(now: Date, limit: number): Promise<readonly RuleSpec[]>;
}

/** Promotions inside one transaction. */
export interface PromotionRepository {
  /** The promotion with its counters, locked until the transaction ends. */
  lock(id: string): Promise<Promotion | undefined>;
  /** Up to `limit` whose next step the clock is to make, locked; those that another transaction holds are left to it. */
  lockDue(now: Date, limit: number): Promise<readonly Promotion[]>;
  /** Which of `ids` are ACTIVE. Not locked. */
  active(ids: readonly string[]): Promise<ReadonlySet<string>>;
  insert(promotion: Promotion): Promise<void>;
  save(promotion: Promotion): Promise<void>;
}

/** Codes inside one transaction. */
export interface CouponRepository {
  /** The coupon with this code, locked until the transaction ends. */
  lock(code: string): Promise<Coupon | undefined>;
  /** Inserts those whose code is free, in one statement. @returns the ids of these. */
  insertFree(coupons: readonly Coupon[], batchId: string | undefined): Promise<ReadonlySet<string>>;
  save(coupon: Coupon): Promise<void>;
}

/** Rates as a provider or staff states them. */
export interface RateStatement {
  readonly source: string;
  readonly asOf: Date;
  readonly rates: readonly { readonly base: string; readonly quote: string; readonly rate: string }[];
}

/** Regions and rates inside one transaction. Each `save` inserts or replaces in one statement. */
export interface SettingRepository {
  regions(): Promise<ReadonlySet<string>>;
  saveRegion(setting: RegionSetting): Promise<void>;
  /** By region and category; the id is kept when there is one. @returns the id it has. */
  saveTaxRate(rate: TaxRate): Promise<string>;
  /** By region, code and currency; the id is kept when there is one. @returns the id it has. */
  saveShippingRate(rate: ShippingRate): Promise<string>;
  /**
   * Writes the rates that differ from what is there; those of staff are replaced by staff only.
   * @returns what was written, each with its new version.
   */
  saveRates(statement: RateStatement): Promise<readonly StoredRate[]>;
  /** Makes a rate of staff one that a provider may replace. False when there is no such pair. */
  releaseRate(base: string, quote: string): Promise<boolean>;
}
