import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';

const schema = z.object({
  promotion_id: id('Promotion'),
  version: version('promotion'),
  starts_at: z.iso.datetime().nullable().describe('Beginning of its window; null when it has none'),
  ends_at: z.iso.datetime().nullable().describe('End of its window, exclusive; null when it has none'),
  coupon_required: z.boolean().describe('Whether only a coupon opens it'),
});

/** Payload of {@link promotionActivatedV1}. */
export type PromotionActivatedV1 = z.infer<typeof schema>;

export const promotionActivatedV1 = defineEvent<PromotionActivatedV1>({
  type: 'promotion.activated.v1',
  owner: 'pricing',
  subject: 'promotion',
  description:
    'The window of a promotion began. Once per promotion: going on after a pause is not said again.',
  key: 'promotion_id',
  consumers: ['cart'],
  schema,
  sample: {
    promotion_id: '0192f0c1-0000-7000-8000-000000000050',
    version: 2,
    starts_at: '2026-01-15T00:00:00.000Z',
    ends_at: null,
    coupon_required: false,
  },
});
