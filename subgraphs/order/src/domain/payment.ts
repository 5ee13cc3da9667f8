import type { PaymentStatus } from './order-status';

/** An order's payment as far as this shop knows it. Amounts are minor units of `currency`. */
export interface Payment {
  readonly orderId: string;
  /** The payment party's id; null until it has answered. */
  readonly intentId: string | null;
  readonly status: PaymentStatus;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly authorizedMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  /** Why it failed, in the party's words for programs; null otherwise. */
  readonly failureCode: string | null;
}

/** What the payment party says about an intent. */
export type PaymentVerdict =
  | { readonly kind: 'authorized'; readonly intentId: string }
  | { readonly kind: 'declined'; readonly intentId: string; readonly reason: string }
  /** No decision yet. */
  | { readonly kind: 'pending'; readonly intentId: string }
  /** A person at the party decides. */
  | { readonly kind: 'review'; readonly intentId: string }
  | { readonly kind: 'voided'; readonly intentId: string }
  /** The money was taken, all of it. */
  | { readonly kind: 'captured'; readonly intentId: string }
  /** Of the money that was taken, so much was given back. */
  | { readonly kind: 'refunded'; readonly intentId: string; readonly refundedMinor: bigint };

/** Whether the intent can still take money. */
export function isOpenIntent({ kind }: PaymentVerdict): boolean {
  return kind === 'authorized' || kind === 'pending' || kind === 'review';
}

/** Whether the order has its money: reserved or taken. */
export function isPaid(verdict: PaymentVerdict | undefined): boolean {
  return verdict?.kind === 'authorized' || verdict?.kind === 'captured';
}

/** The payment after a verdict. */
export function withVerdict(payment: Payment, verdict: PaymentVerdict): Payment {
  const known = { ...payment, intentId: verdict.intentId };
  const { amountMinor } = payment;
  switch (verdict.kind) {
    case 'authorized':
      return { ...known, status: 'AUTHORIZED', authorizedMinor: amountMinor };
    case 'captured':
      return { ...known, status: 'CAPTURED', authorizedMinor: amountMinor, capturedMinor: amountMinor };
    case 'refunded':
      return refunded(
        { ...known, authorizedMinor: amountMinor, capturedMinor: amountMinor },
        verdict.refundedMinor,
      );
    case 'declined':
      return { ...known, status: 'FAILED', failureCode: verdict.reason };
    case 'voided':
      return { ...known, status: 'VOIDED', authorizedMinor: 0n };
    case 'pending':
    case 'review':
      return known;
  }
}

function refunded(payment: Payment, refundedMinor: bigint): Payment {
  const status = refundedMinor === payment.capturedMinor ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  return { ...payment, refundedMinor, status };
}
