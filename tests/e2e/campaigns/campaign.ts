import {
  CouponCreateDocument,
  PromotionActivateDocument,
  PromotionCreateDocument,
} from '@agora/client/generated/graphql';
import type { AgoraClient } from '@agora/client/create-agora-client';
import { newId } from '@agora/platform/ids';
import type { Lane } from '../../lanes/lane';

export const asAdmin = async (lane: Lane): Promise<AgoraClient> =>
  lane.client({ token: await lane.token('admin') });

export interface Campaign {
  readonly promotionId: string;
  readonly code: string;
}

/** A promotion that takes 10 % off one sku, opened by one code, and active. */
export async function tenPercentByCode(lane: Lane, sku: string, usageLimit?: number): Promise<Campaign> {
  const admin = await asAdmin(lane);
  const rules = [{ name: `10 % off ${sku}`, priority: 10, sku, adjustmentBasisPoints: -1_000 }];
  const { promotionCreate } = await admin.mutate(PromotionCreateDocument, {
    input: { title: `For ${sku}`, couponRequired: true, rules, usageLimit: usageLimit ?? null },
  });
  expect(promotionCreate).toMatchObject({ promotion: { status: 'DRAFT' }, userErrors: [] });
  const promotionId = promotionCreate.promotion?.id ?? '';
  const code = `TEN-${newId().slice(-12).toUpperCase()}`;
  const { couponCreate } = await admin.mutate(CouponCreateDocument, { input: { promotionId, code } });
  expect(couponCreate).toMatchObject({ coupon: { code, usageCount: 0 }, userErrors: [] });
  const { promotionActivate } = await admin.mutate(PromotionActivateDocument, { input: { id: promotionId } });
  expect(promotionActivate).toMatchObject({ promotion: { status: 'ACTIVE' }, userErrors: [] });
  return { promotionId, code };
}
