import { maskCode } from '@agora/platform/logging';
import type { Money } from '@agora/platform/schema';
import type { CartProblem as Problem } from '../domain/problems';
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
export function presentWarning(one: Problem): CartWarning {
  return { code: one.code, message: messageOf(one), field: null, lineId: one.lineId };
}

/** What a problem says to people. */
export function messageOf(one: Problem): string {
  const sku = one.about ?? 'The line';
  switch (one.code) {
    case 'OUT_OF_STOCK':
      return `${sku} is sold out.`;
    case 'INSUFFICIENT_STOCK':
      return `Only ${String(one.available ?? 0)} of ${sku} are left.`;
    case 'RESERVATION_EXPIRED':
      return `${sku} is not held for you any more.`;
    case 'PRICE_ROSE':
      return one.isBlocking
        ? `The price of ${sku} rose: agree to it or remove the line.`
        : `The price of ${sku} rose; yours holds until the promised time.`;
    case 'PRICE_DROPPED':
      return `The price of ${sku} dropped.`;
    case 'VARIANT_UNAVAILABLE':
      return `${sku} is not sold any more.`;
    case 'COUPON_NOT_APPLICABLE':
      return `The coupon ${maskCode(one.about ?? '')} gives nothing for this cart.`;
    case 'QUOTE_STALE':
      return 'The prices were quoted too long ago.';
    case 'PAYMENT_FAILED':
      return 'The payment did not go through.';
    case 'BACKORDERED':
      return `Some of ${sku} will be sent later.`;
  }
}
