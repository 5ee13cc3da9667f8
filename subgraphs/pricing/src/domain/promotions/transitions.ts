import { refused } from '../refusal';
import type { Refusal } from '../refusal';
import type { PromotionStatus } from './promotion';

/** Design 5.1, and the way out for a promotion that is called off before it began. */
const NEXT: Readonly<Record<PromotionStatus, readonly PromotionStatus[]>> = {
  DRAFT: ['SCHEDULED', 'ACTIVE'],
  SCHEDULED: ['ACTIVE', 'ENDED'],
  ACTIVE: ['PAUSED', 'ENDED'],
  PAUSED: ['ACTIVE', 'ENDED'],
  ENDED: [],
};

/** Refuses a step that a promotion cannot make; the message says which ones it can. */
export function checkTransition(
  from: PromotionStatus,
  to: PromotionStatus,
  field: string,
): Refusal | undefined {
  const allowed = NEXT[from];
  if (allowed.includes(to)) return undefined;
  const message =
    allowed.length === 0
      ? `It is ${from}: nothing comes after that.`
      : `It is ${from} and cannot become ${to}, only ${allowed.join(' or ')}.`;
  return refused('ILLEGAL_TRANSITION', message, field);
}
