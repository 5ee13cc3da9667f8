import { maskCode } from '@agora/platform/logging';
import type { Money } from '@agora/platform/schema';
import type { CartProblem as Problem, ProblemDraft } from '../domain/problems';
import type { CartProblem, CartWarning } from './types/cart-problem.type';

/** A problem as the API shows it. */
export function presentProblem(one: Problem, money: (minor: bigint) => Money): CartProblem {
  return {
    code: one.code,
    message: messageOf(one),
    lineId: one.lineId,
    availableQuantity: one.available,
    previousUnitPrice: one.previousPriceMinor === null ? null : money(one.previousPriceMinor),
    unitPrice: one.priceMinor === null ? null : money(one.priceMinor),
    blocksCheckout: one.isBlocking,
    since: one.since,
  };
}

/** A new problem as the answer to a change warns of it. */
export function presentWarning(one: ProblemDraft): CartWarning {
  return { code: one.code, message: messageOf(one), field: null, lineId: one.lineId };
}

/** What a problem says to people. */
export function messageOf(one: ProblemDraft): string {
  return MESSAGES[one.code](one);
}

const MESSAGES: Readonly<Record<Problem['code'], (one: ProblemDraft) => string>> = {
  OUT_OF_STOCK: (one) => `${subjectOf(one)} is sold out.`,
  INSUFFICIENT_STOCK: (one) => `Only ${String(one.available ?? 0)} of ${subjectOf(one)} are left.`,
  RESERVATION_EXPIRED: (one) => `${subjectOf(one)} is not held for you any more.`,
  PRICE_ROSE: (one) =>
    one.isBlocking
      ? `The price of ${subjectOf(one)} rose: agree to it or remove the line.`
      : `The price of ${subjectOf(one)} rose; yours holds until the promised time.`,
  PRICE_DROPPED: (one) => `The price of ${subjectOf(one)} dropped.`,
  VARIANT_UNAVAILABLE: (one) => `${subjectOf(one)} is not sold any more.`,
  COUPON_NOT_APPLICABLE: (one) => `The coupon ${maskCode(one.about ?? '')} gives nothing for this cart.`,
  QUOTE_STALE: () => 'The prices were quoted too long ago.',
  PAYMENT_FAILED: () => 'The payment did not go through.',
  BACKORDERED: (one) => `Some of ${subjectOf(one)} will be sent later.`,
};

function subjectOf({ about }: ProblemDraft): string {
  return about ?? 'The line';
}
