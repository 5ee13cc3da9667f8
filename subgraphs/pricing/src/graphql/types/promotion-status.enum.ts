import { registerEnumType } from 'type-graphql';

export enum PromotionStatus {
  DRAFT = 'DRAFT',
  SCHEDULED = 'SCHEDULED',
  ACTIVE = 'ACTIVE',
  PAUSED = 'PAUSED',
  ENDED = 'ENDED',
}

registerEnumType(PromotionStatus, {
  name: 'PromotionStatus',
  description: 'Whether a promotion gives anything.',
  valuesConfig: {
    DRAFT: { description: 'Not switched on yet.' },
    SCHEDULED: { description: 'Switched on; its window is still to come.' },
    ACTIVE: { description: 'It gives.' },
    PAUSED: { description: 'Held for a while.' },
    ENDED: { description: 'Over for good.' },
  },
});
