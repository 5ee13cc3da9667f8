import { badInput } from '@agora/platform/errors';

const LONGEST_COMMENT = 500;
const REASON_CODE = /^[A-Z][A-Z0-9_]{0,31}$/;

/** @throws AppError `BAD_USER_INPUT` for a code that is not one, or a comment of more than 500 characters. */
export function checkReason({
  reasonCode,
  comment,
}: {
  readonly reasonCode: string | null;
  readonly comment: string | null;
}): void {
  checkReasonCode('input.reasonCode', reasonCode);
  if (comment !== null && comment.length > LONGEST_COMMENT)
    throw badInput('input.comment', `must have at most ${String(LONGEST_COMMENT)} characters`);
}

/** @throws AppError `BAD_USER_INPUT` naming `field`. */
export function checkReasonCode(field: string, code: string | null): void {
  if (code !== null && !REASON_CODE.test(code))
    throw badInput(
      field,
      'must be upper case letters, digits and underscores, at most 32, e.g. CUSTOMER_REQUEST',
    );
}
