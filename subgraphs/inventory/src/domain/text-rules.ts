export const MAX_SKU_LENGTH = 100;
export const MAX_CODE_LENGTH = 64;
/** Store ids are made elsewhere. */
export const MAX_STORE_LENGTH = 200;
export const MAX_REASON_LENGTH = 500;

// A database text cannot hold NUL, and no code or reason has a use for the others.
const CONTROL = /[\u0000-\u001f\u007f]/;

/** What is wrong with a text that names or explains something, or undefined when nothing is. */
export function textProblem(text: string, maxLength: number): string | undefined {
  if (text.trim() === '' || text.length > maxLength)
    return `must have from 1 to ${String(maxLength)} characters`;
  return CONTROL.test(text) ? 'must not contain control characters' : undefined;
}

/** Whether there can be stock of it at all. */
export function isSku(sku: string): boolean {
  return textProblem(sku, MAX_SKU_LENGTH) === undefined;
}
