import { badInput } from '@agora/platform/errors';
import { readPage } from '@agora/platform/paging';
import { Arg, Ctx, Directive, ID, Int, Query, Resolver } from 'type-graphql';
import type { PricingReader, PromotionFilter as Wanted, RuleFilter } from '../application/reading';
import type { PricingContext } from '../context';
import { isCode } from '../domain/promotions/coupon';
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
    const wanted = normaliseCode(code);
    const coupon = isCode(wanted) ? await this.reader.coupon(wanted) : undefined;
    return coupon === undefined ? null : presentCoupon(coupon);
  }
}

function readRuleFilter(filter: PriceRuleFilter): RuleFilter {
  const { sku, region, channel, segment, active } = filter;
  return {
    sku: readText(sku, 'filter.sku'),
    region: readText(region, 'filter.region'),
    channel: readText(channel, 'filter.channel'),
    segment: readText(segment, 'filter.segment'),
    active: active ?? undefined,
  };
}

function readPromotionFilter({ status, query }: PromotionFilter): Wanted {
  const text = readText(query, 'filter.query')?.trim();
  return { statuses: status ?? undefined, text: text === '' ? undefined : text };
}

/** @throws AppError `BAD_USER_INPUT` for a text that is too long or has a control character, which no row has. */
function readText(text: string | null | undefined, path: string): string | undefined {
  if (text == null) return undefined;
  if (text.length > MAX_TEXT || /\p{Cc}/u.test(text)) {
    throw badInput(
      path,
      `must have at most ${String(MAX_TEXT)} characters, none of them a control character`,
    );
  }
  return text;
}
