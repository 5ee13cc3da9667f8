import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';

const schema = z.object({
  promotion_id: id('Promotion'),
  version: version('promotion'),
  status: z.enum(['DRAFT', 'SCHEDULED', 'ACTIVE', 'PAUSED', 'ENDED']).describe('Its status after the change'),
  starts_at: z.iso.datetime().nullable().describe('Beginning of its window; null when it has none'),
  ends_at: z.iso.datetime().nullable().describe('End of its window, exclusive; null when it has none'),
  coupon_required: z.boolean().describe('Whether only a coupon opens it'),
  changed: z
    .array(z.string())
    .describe('What is different: names of fields of this payload, `created`, `rules`, `limits` or `text`'),
});

/** Payload of {@link promotionCampaignUpdatedV1}. */
export type PromotionCampaignUpdatedV1 = z.infer<typeof schema>;

export const promotionCampaignUpdatedV1 = defineEvent<PromotionCampaignUpdatedV1>({
  type: 'promotion.campaign.updated.v1',
  owner: 'pricing',
  subject: 'promotion',
  description:
    'A promotion was created or changed: its text, rules, window, limits or status. What it gives may differ from now on.',
  key: 'promotion_id',
  consumers: ['cart'],
  schema,
  sample: {
    promotion_id: '0192f0c1-0000-7000-8000-000000000050',
    version: 3,
    status: 'PAUSED',
    starts_at: '2026-01-15T00:00:00.000Z',
    ends_at: '2026-02-01T00:00:00.000Z',
    coupon_required: false,
    changed: ['status'],
  },
});
