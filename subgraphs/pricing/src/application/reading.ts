import type { PageRequest } from '@agora/platform/paging';
import type { StoredRate } from '../domain/exchange-rate';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { Coupon } from '../domain/promotions/coupon';
import type { Promotion, PromotionStatus } from '../domain/promotions/promotion';
import type { RegionSetting } from '../domain/region-setting';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { ShippingRate } from '../domain/shipping-rate';
import type { TaxRate } from '../domain/tax-rate';
import type { PriceKey } from './repositories';

/** Which rules a list has; undefined = all. */
export interface RuleFilter {
  readonly sku?: string | undefined;
  readonly region?: string | undefined;
  readonly channel?: string | undefined;
  readonly segment?: string | undefined;
  readonly active?: boolean | undefined;
}

/** Which promotions a list has; undefined = all. */
export interface PromotionFilter {
  readonly statuses?: readonly PromotionStatus[] | undefined;
  /** A part of the title, in any case. */
  readonly text?: string | undefined;
}

/**
 * Reads for staff: from the database, never from memory. A page has one row more than it takes when there are more, in
 * reverse order when it goes backward.
 */
export interface PricingReader {
  /** By name. */
  priceBooks(page: PageRequest): Promise<readonly PriceBook[]>;
  countPriceBooks(): Promise<number>;
  priceBook(id: string): Promise<PriceBook | undefined>;
  price(key: PriceKey): Promise<{ readonly price: Price; readonly book: PriceBook } | undefined>;
  /** The highest priority first, equal ones by id. Forward only. */
  rules(page: PageRequest, filter: RuleFilter): Promise<readonly RuleSpec[]>;
  countRules(filter: RuleFilter): Promise<number>;
  rule(id: string): Promise<RuleSpec | undefined>;
  /** By promotion, then by id. */
  rulesOf(promotionIds: readonly string[]): Promise<readonly RuleSpec[]>;
  /** By title, equal ones by id. Forward only. */
  promotions(page: PageRequest, filter: PromotionFilter): Promise<readonly Promotion[]>;
  countPromotions(filter: PromotionFilter): Promise<number>;
  promotionsById(ids: readonly string[]): Promise<readonly Promotion[]>;
  coupon(code: string): Promise<Coupon | undefined>;
  couponById(id: string): Promise<Coupon | undefined>;
  /** The first page of each promotion, by id; each in one statement. */
  couponsOf(promotionIds: readonly string[], page: PageRequest): Promise<readonly Coupon[]>;
  countCouponsOf(promotionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** In the order they were made. */
  codesOfBatch(batchId: string): Promise<readonly string[]>;
  region(region: string): Promise<RegionSetting | undefined>;
  taxRate(id: string): Promise<TaxRate | undefined>;
  shippingRate(id: string): Promise<ShippingRate | undefined>;
  currencyRate(base: string, quote: string): Promise<StoredRate | undefined>;
}
