import type { Queryable } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import type { Clock } from '@agora/platform/time';
import type { ExchangeRate } from '../domain/exchange-rate';
import type { Price } from '../domain/price';
import type { PriceBook } from '../domain/price-book';
import type { HistoricPrice } from '../domain/price-history';
import type { Promotion, PromotionUsage } from '../domain/promotions/promotion';
import type { RegionSetting } from '../domain/region-setting';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { ShippingRate } from '../domain/shipping-rate';
import type { TaxRate } from '../domain/tax-rate';
import type {
  CouponRepository,
  PriceRepository,
  PromotionRepository,
  RuleRepository,
  SettingRepository,
} from './repositories';

/** What staff did, for `audit_log`. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly entity: string;
  readonly correlationId: string;
}

/** One transaction on pricing's database: all of it is committed, or none. */
export interface PricingUnit {
  readonly prices: PriceRepository;
  readonly rules: RuleRepository;
  readonly promotions: PromotionRepository;
  readonly coupons: CouponRepository;
  readonly settings: SettingRepository;
  audit(entry: AuditEntry): Promise<void>;
  /** The same transaction, for outbox and idempotency. */
  readonly queryable: Queryable;
}

/** A name that must be unique is taken by somebody else. The transaction is lost. */
export class DuplicateError extends Error {
  constructor(readonly of: 'priceBookName') {
    super(`duplicate ${of}`);
    this.name = 'DuplicateError';
  }
}

/** Pricing's own database, for writers. */
export interface PricingStore {
  inTransaction<T>(work: (unit: PricingUnit) => Promise<T>): Promise<T>;
}

/** Rows that were written since a moment. Some may be older than asked for; a row is never missing. */
export interface PriceChanges {
  /** The database's time before the rows were read: what to ask for next. */
  readonly readAt: Date;
  readonly books: readonly PriceBook[];
  readonly prices: readonly Price[];
  readonly regions: readonly RegionSetting[];
  readonly taxRates: readonly TaxRate[];
  readonly taxCategories: readonly { readonly sku: string; readonly category: string }[];
  /** Of the last 30 days. */
  readonly history: readonly (HistoricPrice & {
    readonly id: string;
    readonly priceBookId: string;
    readonly sku: string;
  })[];
  readonly exchangeRates: readonly ExchangeRate[];
  readonly shippingRates: readonly ShippingRate[];
  readonly rules: readonly RuleSpec[];
  readonly promotions: readonly Omit<Promotion, 'usage'>[];
  readonly usage: readonly (PromotionUsage & { readonly promotionId: string })[];
}

/** Where the price index reads from. */
export interface PriceSource {
  /** Everything when `since` is undefined. */
  changes(since: Date | undefined): Promise<PriceChanges>;
}

/** Told after a price was committed. */
export interface PriceAnnouncer {
  /**
   * Resolves when this process answers with the committed prices; the other processes follow within moments. Never
   * rejects: what is committed stays committed, and the next refresh finds it.
   */
  pricesChanged(): Promise<void>;
}

/** What the writing use cases need. */
export interface PricingDeps {
  readonly clock: Clock;
  readonly store: PricingStore;
  readonly idempotency: Idempotency;
  readonly announcer: PriceAnnouncer;
}

/** Who asks for a change, for audit, events and idempotency. */
export interface ChangeRequest {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
  /** Undefined when the caller did not make the request repeatable. */
  readonly idempotencyKey: string | undefined;
}
