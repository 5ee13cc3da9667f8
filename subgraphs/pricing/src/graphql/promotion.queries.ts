import { badInput } from '@agora/platform/errors';
import { readPage } from '@agora/platform/paging';
import { Arg, Ctx, Directive, ID, Int, Query, Resolver } from 'type-graphql';
import type { PricingReader, PromotionFilter as Wanted } from '../application/reading';
import type { PricingContext } from '../context';
import { normaliseCode } from '../domain/promotions/shopper';
import { PriceRuleFilter } from './inputs/price-rule.input';
import { PromotionFilter } from './inputs/promotion.input';
import { presentCoupon, presentPromotion, presentPromotions, presentRules } from './present-promotion';
import type { PromotionLoaders } from './promotion-loaders';
import { Coupon } from './types/coupon.type';
import { PriceRuleConnection } from './types/price-rule.type';
import { PromotionConnection, Promotion } from './types/promotion.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';
const MAX_TEXT = 200;

/** Rules, promotions and coupons as staff sees them. */
@Resolver()
export class PromotionQueries {
  constructor(
    private readonly reader: PricingReader,
    private readonly loaders: PromotionLoaders,
  ) {}

  @Directive(STAFF)
  @Query(() => PriceRuleConnection, {
    nullable: true,
    description: 'Rules, the highest priority first. Staff only.',
  })
  async priceRules(
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start behind.' })
    after: string | null,
    @Arg('filter', () => PriceRuleFilter, { nullable: true, description: 'Which ones; default all.' })
    filter: PriceRuleFilter | null,
  ): Promise<PriceRuleConnection> {
    const page = readPage({ first, after });
    const wanted = readRuleFilter(filter ?? {});
    const rows = await this.reader.rules(page, wanted);
    return presentRules(rows, page, () => this.reader.countRules(wanted));
  }

  @Directive(STAFF)
  @Query(() => PromotionConnection, { nullable: true, description: 'Promotions by title. Staff only.' })
  async promotions(
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to start behind.' })
    after: string | null,
    @Arg('filter', () => PromotionFilter, { nullable: true, description: 'Which ones; default all.' })
    filter: PromotionFilter | null,
  ): Promise<PromotionConnection> {
    const page = readPage({ first, after });
    const wanted = readPromotionFilter(filter ?? {});
    const rows = await this.reader.promotions(page, wanted);
    return presentPromotions(rows, page, () => this.reader.countPromotions(wanted));
  }

  @Directive(STAFF)
  @Query(() => Promotion, {
    nullable: true,
    description: 'One promotion; null when there is none. Staff only.',
  })
  async promotion(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() context: PricingContext,
  ): Promise<Promotion | null> {
    const promotion = await this.loaders.promotion(id, context);
    return promotion === undefined ? null : presentPromotion(promotion);
  }

  @Directive(STAFF)
  @Query(() => Coupon, { nullable: true, description: 'One coupon; null when there is none. Staff only.' })
  async coupon(
    @Arg('code', () => String, { description: 'Its code, in any case.' }) code: string,
  ): Promise<Coupon | null> {
    const coupon = await this.reader.coupon(normaliseCode(code));
    return coupon === undefined ? null : presentCoupon(coupon);
  }
}

function readRuleFilter(filter: PriceRuleFilter) {
  return {
    sku: filter.sku ?? undefined,
    region: filter.region ?? undefined,
    channel: filter.channel ?? undefined,
    segment: filter.segment ?? undefined,
    active: filter.active ?? undefined,
  };
}

function readPromotionFilter({ status, query }: PromotionFilter): Wanted {
  const text = query?.trim() ?? '';
  if (text.length > MAX_TEXT)
    throw badInput('filter.query', `must have at most ${String(MAX_TEXT)} characters`);
  return { statuses: status ?? undefined, text: text === '' ? undefined : text };
}
