import { promotionActivatedV1 } from '@agora/contracts/pricing/promotion-activated';
import type { PromotionActivatedV1 } from '@agora/contracts/pricing/promotion-activated';
import { promotionCampaignUpdatedV1 } from '@agora/contracts/pricing/promotion-campaign-updated';
import type { PromotionCampaignUpdatedV1 } from '@agora/contracts/pricing/promotion-campaign-updated';
import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { PromotionChange } from '../domain/promotions/decide-promotion';
import type { Promotion } from '../domain/promotions/promotion';
import { headersOf } from './published';
import type { EventCause } from './published';

/** What a change of a promotion says: `promotion.campaign.updated.v1`, and `promotion.activated.v1` when its window began with it. */
export function promotionEvents(change: PromotionChange, cause: EventCause): OutboxEvent[] {
  const { promotion, changed, hasBegun } = change;
  const updated: PromotionCampaignUpdatedV1 = {
    ...windowOf(promotion),
    status: promotion.status,
    changed: [...changed],
  };
  const event = (type: string, payload: object): OutboxEvent => ({
    eventId: newId(),
    type,
    aggregateId: promotion.id,
    aggregateVersion: promotion.version,
    payload: { ...payload },
    headers: headersOf(cause),
  });
  const campaign = event(promotionCampaignUpdatedV1.type, updated);
  return hasBegun ? [event(promotionActivatedV1.type, windowOf(promotion)), campaign] : [campaign];
}

function windowOf(promotion: Promotion): PromotionActivatedV1 {
  return {
    promotion_id: promotion.id,
    version: promotion.version,
    starts_at: promotion.startsAt?.toISOString() ?? null,
    ends_at: promotion.endsAt?.toISOString() ?? null,
    coupon_required: promotion.couponRequired,
  };
}
