import { checkNumber, firstRefusal } from '../checks';
import { refused } from '../refusal';
import type { Refusal } from '../refusal';
import type { RuleScope } from '../rules/rule-scope';
import { MAX_CODE_LENGTH, isCode } from './coupon';
import type { Coupon } from './coupon';
import type { Promotion } from './promotion';
import { normaliseCode } from './shopper';

/** Limits of one code. */
export interface CouponLimits {
  readonly usageLimit: number | undefined;
  readonly usageLimitPerCustomer: number | undefined;
}

/** One new code. */
export interface CouponDraft extends CouponLimits {
  readonly code: string;
}

/** Many new codes of one kind. */
export interface CouponBatchDraft extends CouponLimits {
  readonly count: number;
  /** What every code begins with; may be empty. */
  readonly prefix: string;
  /** Random characters of each. */
  readonly length: number;
}

/** New values; undefined keeps the old one, null takes it away. */
export interface CouponEdit {
  readonly usageLimit?: number | null | undefined;
  readonly usageLimitPerCustomer?: number | null | undefined;
  readonly active?: boolean | undefined;
}

/** The promotion a code is for. */
export interface CouponFacts {
  readonly promotion: Promotion | undefined;
  readonly scopes: readonly RuleScope[];
}

/** A decision that carries what is to be written. */
export interface Decided<T> {
  readonly kind: 'decided';
  readonly value: T;
}

export const MAX_BATCH = 1_000;
const COUNT = { min: 1, max: MAX_BATCH };
/** 31^8 codes: a guess hits one of a full batch with a chance of one in 850 million. */
const RANDOM_LENGTH = { min: 8, max: 24 };
const PREFIX = /^([A-Z0-9][A-Z0-9_-]{0,15})?$/;
const LIMIT = { min: 1, max: 2_147_483_647 };

/** Decides about one new code. Refused: no such promotion, one that ended or gives on unit prices, a text that is no code. */
export function decideCoupon(draft: CouponDraft, facts: CouponFacts): Decided<CouponDraft> | Refusal {
  const code = normaliseCode(draft.code);
  const refusal = firstRefusal(
    () => checkPromotion(facts),
    () =>
      isCode(code)
        ? undefined
        : refused(
            'INVALID_VALUE',
            `Must have 3 to ${String(MAX_CODE_LENGTH)} of A-Z, 0-9, _ and -, the first a letter or digit.`,
            'code',
          ),
    () => checkLimits(draft),
  );
  return refusal ?? { kind: 'decided', value: { ...draft, code } };
}

/** Decides about a batch of codes. Refused as {@link decideCoupon}, and numbers out of bounds. */
export function decideCouponBatch(
  draft: CouponBatchDraft,
  facts: CouponFacts,
): Decided<CouponBatchDraft> | Refusal {
  const prefix = normaliseCode(draft.prefix);
  const refusal = firstRefusal(
    () => checkPromotion(facts),
    () => checkNumber(draft.count, COUNT, ['count']),
    () => checkNumber(draft.length, RANDOM_LENGTH, ['length']),
    () =>
      PREFIX.test(prefix)
        ? undefined
        : refused('INVALID_VALUE', 'Must have at most 16 of A-Z, 0-9, _ and -.', 'prefix'),
    () => checkLimits(draft),
  );
  return refusal ?? { kind: 'decided', value: { ...draft, prefix } };
}

/** Decides about new limits of a code. Refused: a limit below what was used, values out of bounds. */
export function editCoupon(before: Coupon, edit: CouponEdit): Decided<Coupon> | Refusal {
  const { usageLimit = before.usageLimit, usageLimitPerCustomer = before.usageLimitPerCustomer } = edit;
  const coupon: Coupon = {
    ...before,
    usageLimit: usageLimit ?? undefined,
    usageLimitPerCustomer: usageLimitPerCustomer ?? undefined,
    active: edit.active ?? before.active,
  };
  const refusal = firstRefusal(
    () => checkLimits(coupon),
    () =>
      coupon.usageLimit !== undefined && coupon.usageLimit < coupon.usageCount
        ? refused('INVALID_VALUE', `It was used ${String(coupon.usageCount)} times already.`, 'usageLimit')
        : undefined,
  );
  return refusal ?? { kind: 'decided', value: coupon };
}

function checkPromotion({ promotion, scopes }: CouponFacts): Refusal | undefined {
  if (promotion === undefined) return refused('NOT_FOUND', 'There is no such promotion.', 'promotionId');
  if (promotion.status === 'ENDED') {
    return refused('ILLEGAL_TRANSITION', 'The promotion is ENDED.', 'promotionId');
  }
  return scopes.every((scope) => scope === 'LINE' || scope === 'ORDER')
    ? undefined
    : refused('INVALID_VALUE', 'A code opens rules of LINE and ORDER only.', 'promotionId');
}

function checkLimits(limits: CouponLimits): Refusal | undefined {
  return firstRefusal(
    () => checkNumber(limits.usageLimit, LIMIT, ['usageLimit']),
    () => checkNumber(limits.usageLimitPerCustomer, LIMIT, ['usageLimitPerCustomer']),
  );
}
