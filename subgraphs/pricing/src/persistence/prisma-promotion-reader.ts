import type { Queryable, Statement } from '@agora/platform/database';
import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { PageRequest } from '@agora/platform/paging';
import type { PricingReader, PromotionFilter, RuleFilter } from '../application/reading';
import type { Prisma, PrismaClient } from './generated/client';
import type { CouponModel } from './generated/models';
import { toCountedPromotion, toCoupon } from './mapping';
import { OMIT_OF_RULES, toRuleSpec } from './rule-row';

const COUPON_PAGES: Statement = {
  name: 'pricing_coupon_pages',
  text: `SELECT c.* FROM unnest($1::uuid[]) AS p (id) CROSS JOIN LATERAL (
      SELECT id, code, promotion_id AS "promotionId", usage_limit AS "usageLimit",
        usage_limit_per_customer AS "usageLimitPerCustomer", usage_count AS "usageCount", active
      FROM coupon WHERE promotion_id = p.id AND ($2::uuid IS NULL OR id > $2::uuid) ORDER BY id LIMIT $3::int) AS c`,
};

type PromotionReads =
  | 'rules'
  | 'countRules'
  | 'rule'
  | 'rulesOf'
  | 'promotions'
  | 'countPromotions'
  | 'promotionsById'
  | 'coupon'
  | 'couponById'
  | 'couponsOf'
  | 'countCouponsOf'
  | 'codesOfBatch';

/** The part of {@link PricingReader} about rules, promotions and coupons. */
export function promotionReader(
  prisma: PrismaClient,
  database: Queryable,
): Pick<PricingReader, PromotionReads> {
  return { ...ruleReads(prisma), ...campaignReads(prisma), ...couponReads(prisma, database) };
}

function ruleReads(prisma: PrismaClient): Pick<PricingReader, 'rules' | 'countRules' | 'rule' | 'rulesOf'> {
  return {
    rules: async (page, filter) => {
      const rows = await prisma.priceRule.findMany({
        where: { AND: [whereRule(filter), behindRule(page)] },
        omit: OMIT_OF_RULES,
        orderBy: [{ priority: 'desc' }, { id: 'asc' }],
        take: page.size + 1,
      });
      return rows.map(toRuleSpec);
    },
    countRules: (filter) => prisma.priceRule.count({ where: whereRule(filter) }),
    rule: async (id) => {
      if (!isUuid(id)) return undefined;
      const row = await prisma.priceRule.findUnique({ where: { id }, omit: OMIT_OF_RULES });
      return row === null ? undefined : toRuleSpec(row);
    },
    rulesOf: async (ids) => {
      const rows = await prisma.priceRule.findMany({
        where: { promotionId: { in: [...ids] } },
        omit: OMIT_OF_RULES,
        orderBy: [{ promotionId: 'asc' }, { id: 'asc' }],
      });
      return rows.map(toRuleSpec);
    },
  };
}

function campaignReads(
  prisma: PrismaClient,
): Pick<PricingReader, 'promotions' | 'countPromotions' | 'promotionsById'> {
  return {
    promotions: async (page, filter) => {
      const rows = await prisma.promotion.findMany({
        where: { AND: [wherePromotion(filter), behindPromotion(page)] },
        include: { usage: true },
        orderBy: [{ title: 'asc' }, { id: 'asc' }],
        take: page.size + 1,
      });
      return rows.map(toCountedPromotion);
    },
    countPromotions: (filter) => prisma.promotion.count({ where: wherePromotion(filter) }),
    promotionsById: async (ids) => {
      const rows = await prisma.promotion.findMany({
        where: { id: { in: ids.filter(isUuid) } },
        include: { usage: true },
      });
      return rows.map(toCountedPromotion);
    },
  };
}

function couponReads(
  prisma: PrismaClient,
  database: Queryable,
): Pick<PricingReader, 'coupon' | 'couponById' | 'couponsOf' | 'countCouponsOf' | 'codesOfBatch'> {
  return {
    coupon: async (code) => {
      const row = await prisma.coupon.findUnique({ where: { code } });
      return row === null ? undefined : toCoupon(row);
    },
    couponById: async (id) => {
      const row = isUuid(id) ? await prisma.coupon.findUnique({ where: { id } }) : null;
      return row === null ? undefined : toCoupon(row);
    },
    couponsOf: async (promotionIds, page) => {
      const [after] = page.cursor ?? [];
      if (after !== undefined && !isUuid(after)) throw badInput('after', 'is not a cursor of this list');
      const rows = await database.query<CouponModel>(COUPON_PAGES, [
        [...promotionIds],
        after ?? null,
        page.size + 1,
      ]);
      return rows.map(toCoupon);
    },
    countCouponsOf: async (promotionIds) => {
      const rows = await prisma.coupon.groupBy({
        by: ['promotionId'],
        where: { promotionId: { in: [...promotionIds] } },
        _count: true,
      });
      return new Map(rows.map(({ promotionId, _count: count }) => [promotionId, count]));
    },
    codesOfBatch: async (batchId) => {
      const rows = await prisma.coupon.findMany({
        where: { batchId },
        select: { code: true },
        orderBy: { id: 'asc' },
      });
      return rows.map(({ code }) => code);
    },
  };
}

function whereRule({ sku, region, channel, segment, active }: RuleFilter): Prisma.PriceRuleWhereInput {
  return {
    ...(sku === undefined ? {} : { sku }),
    ...(region === undefined ? {} : { region }),
    ...(channel === undefined ? {} : { channel }),
    ...(segment === undefined ? {} : { segment }),
    ...(active === undefined ? {} : { active }),
  };
}

function behindRule({ cursor }: PageRequest): Prisma.PriceRuleWhereInput {
  if (cursor === undefined) return {};
  const [priority, id] = cursor;
  if (!/^-?\d{1,9}$/.test(priority ?? '') || !isUuid(id)) {
    throw badInput('after', 'is not a cursor of this list');
  }
  const value = Number(priority);
  return { OR: [{ priority: { lt: value } }, { priority: value, id: { gt: id } }] };
}

function wherePromotion({ statuses, text }: PromotionFilter): Prisma.PromotionWhereInput {
  return {
    ...(statuses === undefined ? {} : { status: { in: [...statuses] } }),
    ...(text === undefined ? {} : { title: { contains: literal(text), mode: 'insensitive' as const } }),
  };
}

/** A text of which LIKE takes every character as it is. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function behindPromotion({ cursor }: PageRequest): Prisma.PromotionWhereInput {
  if (cursor === undefined) return {};
  const [title, id] = cursor;
  if (title === undefined || !isUuid(id)) throw badInput('after', 'is not a cursor of this list');
  return { OR: [{ title: { gt: title } }, { title, id: { gt: id } }] };
}
