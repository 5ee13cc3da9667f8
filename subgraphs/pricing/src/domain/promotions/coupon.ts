/** A code that opens a promotion, as staff sees it. */
export interface Coupon {
  readonly id: string;
  /** Upper case; a secret to everybody but staff and who was given it. */
  readonly code: string;
  readonly promotionId: string;
  /** How many orders may use it, in all and per customer. */
  readonly usageLimit: number | undefined;
  readonly usageLimitPerCustomer: number | undefined;
  readonly usageCount: number;
  readonly active: boolean;
}

/** Letters and digits that are not mistaken for one another: no 0 and O, no 1, I and L. */
export const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

const CODE = /^[A-Z0-9][A-Z0-9_-]{2,39}$/;
export const MAX_CODE_LENGTH = 40;

/** Whether a normalised text can be a code: 3 to 40 of A-Z, 0-9, `_` and `-`, the first a letter or digit. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}
