import type { PageRequest } from '@agora/platform/paging';
import DataLoader from 'dataloader';
import type { PricingReader } from '../application/reading';
import type { PricingContext } from '../context';
import type { Coupon } from '../domain/promotions/coupon';
import type { Promotion } from '../domain/promotions/promotion';
import type { RuleSpec } from '../domain/rules/rule-spec';

interface Loaders {
  readonly promotion: DataLoader<string, Promotion | undefined>;
  readonly rules: DataLoader<string, readonly RuleSpec[]>;
  readonly couponCount: DataLoader<string, number>;
  /** By page: those of one document that ask for the same page share a statement. */
  readonly coupons: Map<string, DataLoader<string, readonly Coupon[]>>;
}

/** Batching of one operation: what is asked of many promotions in one tick is one statement. */
export class PromotionLoaders {
  private readonly byOperation = new WeakMap<PricingContext, Loaders>();

  constructor(private readonly reader: PricingReader) {}

  promotion(id: string, context: PricingContext): Promise<Promotion | undefined> {
    return this.of(context).promotion.load(id);
  }

  rules(promotionId: string, context: PricingContext): Promise<readonly RuleSpec[]> {
    return this.of(context).rules.load(promotionId);
  }

  couponCount(promotionId: string, context: PricingContext): Promise<number> {
    return this.of(context).couponCount.load(promotionId);
  }

  coupons(promotionId: string, page: PageRequest, context: PricingContext): Promise<readonly Coupon[]> {
    const { coupons } = this.of(context);
    const key = JSON.stringify(page);
    const loader =
      coupons.get(key) ??
      grouped(
        (ids) => this.reader.couponsOf(ids, page),
        (coupon) => coupon.promotionId,
      );
    coupons.set(key, loader);
    return loader.load(promotionId);
  }

  /** Forgets what was loaded: a mutation calls it, so that the rest of the document sees its effect. */
  forget(context: PricingContext): void {
    this.byOperation.delete(context);
  }

  private of(context: PricingContext): Loaders {
    const known = this.byOperation.get(context) ?? this.create();
    this.byOperation.set(context, known);
    return known;
  }

  private create(): Loaders {
    const { reader } = this;
    return {
      promotion: new DataLoader(async (ids) => {
        const found = new Map((await reader.promotionsById(ids)).map((one) => [one.id, one]));
        return ids.map((id) => found.get(id));
      }),
      rules: grouped(
        (ids) => reader.rulesOf(ids),
        (rule) => rule.promotionId ?? '',
      ),
      couponCount: new DataLoader(async (ids) => {
        const counts = await reader.countCouponsOf(ids);
        return ids.map((id) => counts.get(id) ?? 0);
      }),
      coupons: new Map(),
    };
  }
}

function grouped<V>(
  read: (keys: readonly string[]) => Promise<readonly V[]>,
  keyOf: (value: V) => string,
): DataLoader<string, readonly V[]> {
  return new DataLoader(async (keys) => {
    const groups = new Map<string, V[]>(keys.map((key) => [key, []]));
    for (const value of await read(keys)) groups.get(keyOf(value))?.push(value);
    return keys.map((key) => groups.get(key) ?? []);
  });
}
