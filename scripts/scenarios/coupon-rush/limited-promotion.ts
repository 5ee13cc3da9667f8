import { randomUUID } from 'node:crypto';
import {
  CouponCreateDocument,
  PromotionActivateDocument,
  PromotionCreateDocument,
} from '@agora/client/generated/graphql';
import type { AgoraClient } from '@agora/client/create-agora-client';
import { patiently } from '../flash-sale/buyer';

/** How often it can be used: by a code that so many orders may use, or by money for so many uses and a little more. */
export type Limit =
  { readonly by: 'coupon'; readonly uses: number } | { readonly by: 'budget'; readonly uses: number };

export interface LimitedPromotion {
  readonly promotionId: string;
  /** Undefined when it needs none. */
  readonly code: string | undefined;
  /** What one unit of its sku costs less, smallest unit. */
  readonly discountMinor: number;
  /** Most it gives away in all, smallest unit; undefined without such a limit. */
  readonly budgetMinor: number | undefined;
}

const CURRENCY = 'USD';
const DISCOUNT_MINOR = 100;

const money = (minor: number): { readonly amount: string; readonly currencyCode: string } => ({
  amount: (minor / 100).toFixed(2),
  currencyCode: CURRENCY,
});

/** A running promotion that takes one dollar off a unit of one sku until its limit is reached. */
export async function startPromotion(
  admin: AgoraClient,
  sku: string,
  limit: Limit,
): Promise<LimitedPromotion> {
  const isByBudget = limit.by === 'budget';
  // What is left over in the end does not reach for one more.
  const budgetMinor = isByBudget ? limit.uses * DISCOUNT_MINOR + DISCOUNT_MINOR / 2 : undefined;
  const rules = [{ name: `1.00 off ${sku}`, priority: 10, sku, adjustment: money(-DISCOUNT_MINOR) }];
  const draft = {
    title: `Rush for ${sku}`,
    couponRequired: !isByBudget,
    rules,
    budget: budgetMinor === undefined ? null : money(budgetMinor),
    idempotencyKey: randomUUID(),
  };
  const { promotionCreate } = await patiently(() => admin.mutate(PromotionCreateDocument, { input: draft }));
  requireNone(promotionCreate.userErrors);
  const promotionId = promotionCreate.promotion?.id ?? '';
  const code = isByBudget ? undefined : `RUSH-${randomUUID().slice(-12).toUpperCase()}`;
  if (code !== undefined) {
    const input = { promotionId, code, usageLimit: limit.uses, idempotencyKey: randomUUID() };
    const { couponCreate } = await patiently(() => admin.mutate(CouponCreateDocument, { input }));
    requireNone(couponCreate.userErrors);
  }
  const activation = { id: promotionId, idempotencyKey: randomUUID() };
  const { promotionActivate } = await patiently(() =>
    admin.mutate(PromotionActivateDocument, { input: activation }),
  );
  requireNone(promotionActivate.userErrors);
  return { promotionId, code, discountMinor: DISCOUNT_MINOR, budgetMinor };
}

function requireNone(userErrors: readonly object[]): void {
  if (userErrors.length > 0) throw new Error(JSON.stringify(userErrors));
}
