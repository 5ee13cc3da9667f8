import { admit } from './admission';
import type { Cart, CartStatus } from './cart';
import type { CartRejection } from './rejections';

/** How long the stations of a cart's life last, milliseconds. */
export interface CartTerms {
  /** Without activity until it counts as abandoned. Default 30 minutes. */
  readonly idleMs: number;
  /** Without activity until it expires. Default 30 days. */
  readonly lifeMs: number;
  /** After its end until it is deleted for good. Default 90 days. */
  readonly keptMs: number;
}

const DAY_MS = 86_400_000;
export const DEFAULT_CART_TERMS: CartTerms = { idleMs: 1_800_000, lifeMs: 30 * DAY_MS, keptMs: 90 * DAY_MS };

/** The part of a cart that the sweeps decide by. */
export interface IdleCart {
  readonly status: CartStatus;
  readonly lastActivityAt: Date;
  readonly expiresAt: Date;
}

export interface SweepDecision {
  /** 'wait': nothing is due yet. */
  readonly kind: 'abandon' | 'expire' | 'wait';
  /** When it is to be looked at next. */
  readonly wakeAt: Date;
}

/** What becomes of a cart whose timer has run out. The timer is lazy: activity does not move it, so often nothing is due. */
export function decideSweep(cart: IdleCart, now: Date, terms: CartTerms): SweepDecision {
  if (cart.expiresAt <= now) return { kind: 'expire', wakeAt: new Date(now.getTime() + terms.keptMs) };
  if (cart.status !== 'ACTIVE') return { kind: 'wait', wakeAt: cart.expiresAt };
  const idleAt = new Date(cart.lastActivityAt.getTime() + terms.idleMs);
  if (idleAt <= now) return { kind: 'abandon', wakeAt: cart.expiresAt };
  return { kind: 'wait', wakeAt: idleAt < cart.expiresAt ? idleAt : cart.expiresAt };
}

/** Whether the owner may throw the cart away: also one that was put aside. */
export function admitDelete(cart: Cart, expectedVersion: number | null): CartRejection | undefined {
  return cart.status === 'SAVED' ? atVersion(cart, expectedVersion) : admit(cart, expectedVersion);
}

/** Whether the owner may take the cart up again: only one that was put aside. */
export function admitRestore(cart: Cart, expectedVersion: number | null): CartRejection | undefined {
  return cart.status === 'SAVED'
    ? atVersion(cart, expectedVersion)
    : (admit(cart, null) ?? { kind: 'CART_NOT_SAVED' });
}

function atVersion({ version }: Cart, expectedVersion: number | null): CartRejection | undefined {
  return expectedVersion === null || expectedVersion === version
    ? undefined
    : { kind: 'VERSION_CONFLICT', expectedVersion, currentVersion: version };
}
