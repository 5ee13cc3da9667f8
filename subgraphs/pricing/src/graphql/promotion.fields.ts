import { readPage } from '@agora/platform/paging';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { PricingContext } from '../context';
import { presentCoupons, presentPromotion, presentRule } from './present-promotion';
import type { PromotionLoaders } from './promotion-loaders';
import { Coupon, CouponConnection } from './types/coupon.type';
import { PriceRule, PriceRuleConnection } from './types/price-rule.type';
import { Promotion, PromotionConnection } from './types/promotion.type';

const TOTAL = 'How many there are on all pages. Counted only when asked for.';

/** What belongs to a promotion. */
@Resolver(() => Promotion)
export class PromotionFields {
  constructor(private readonly loaders: PromotionLoaders) {}

  @FieldResolver(() => [PriceRule], { description: 'Its rules, at most 20.' })
  async rules(@Root() { id }: Promotion, @Ctx() context: PricingContext): Promise<readonly PriceRule[]> {
    return (await this.loaders.rules(id, context)).map(presentRule);
  }

  @FieldResolver(() => CouponConnection, {
    description: 'The codes that open it, in the order they were made.',
  })
  async coupons(
    @Root() { id }: Promotion,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start behind.' })
    after: string | null,
    @Ctx() context: PricingContext,
  ): Promise<CouponConnection> {
    const page = readPage({ first, after });
    const rows = await this.loaders.coupons(id, page, context);
    return presentCoupons(rows, page, () => this.loaders.couponCount(id, context));
  }
}

/** What a rule belongs to. */
@Resolver(() => PriceRule)
export class PriceRuleFields {
  constructor(private readonly loaders: PromotionLoaders) {}

  @FieldResolver(() => Promotion, {
    nullable: true,
    description: 'The promotion it is a rule of; null for a rule of its own.',
  })
  async promotion(
    @Root() { promotionId }: PriceRule,
    @Ctx() context: PricingContext,
  ): Promise<Promotion | null> {
    const promotion = promotionId === null ? undefined : await this.loaders.promotion(promotionId, context);
    return promotion === undefined ? null : presentPromotion(promotion);
  }
}

/** What a coupon opens. */
@Resolver(() => Coupon)
export class CouponFields {
  constructor(private readonly loaders: PromotionLoaders) {}

  @FieldResolver(() => Promotion, { description: 'The promotion it opens.' })
  async promotion(@Root() { promotionId }: Coupon, @Ctx() context: PricingContext): Promise<Promotion> {
    const promotion = await this.loaders.promotion(promotionId, context);
    // A promotion with coupons is never deleted without them.
    if (promotion === undefined) throw new Error(`a coupon without its promotion ${promotionId}`);
    return presentPromotion(promotion);
  }
}

@Resolver(() => PriceRuleConnection)
export class PriceRuleConnectionFields {
  @FieldResolver(() => Int, { nullable: true, description: TOTAL })
  totalCount(@Root() { countAll }: PriceRuleConnection): Promise<number> {
    return countAll();
  }
}

@Resolver(() => PromotionConnection)
export class PromotionConnectionFields {
  @FieldResolver(() => Int, { nullable: true, description: TOTAL })
  totalCount(@Root() { countAll }: PromotionConnection): Promise<number> {
    return countAll();
  }
}

@Resolver(() => CouponConnection)
export class CouponConnectionFields {
  @FieldResolver(() => Int, { nullable: true, description: TOTAL })
  totalCount(@Root() { countAll }: CouponConnection): Promise<number> {
    return countAll();
  }
}
