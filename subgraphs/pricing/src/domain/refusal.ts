/** Codes of `userErrors` this subgraph can answer with; documented in docs/errors.md. */
export type RefusalCode =
  | 'NOT_FOUND'
  | 'INVALID_VALUE'
  | 'CURRENCY_MISMATCH'
  | 'ILLEGAL_TRANSITION'
  | 'CODE_TAKEN'
  | 'NAME_TAKEN'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_REUSED';

/** Why a change was not made. Nothing was written. */
export type Refusal =
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string;
      /** Path of the input field it is about. */
      readonly field: readonly string[];
    }
  | { readonly kind: 'versionConflict'; readonly expectedVersion: number; readonly currentVersion: number }
  | {
      /** A condition that cannot be compiled; the place counts characters of its text, the end is exclusive. */
      readonly kind: 'invalidCondition';
      readonly message: string;
      readonly field: readonly string[];
      readonly start: number;
      readonly end: number;
    };

/** A refusal about one field of the input, by its path below `input`. */
export function refused(code: RefusalCode, message: string, ...field: readonly string[]): Refusal {
  return { kind: 'refused', code, message, field: ['input', ...field] };
}

/** The refusal for an `expectedVersion` that is given and is not the current one (0 = there is nothing yet), else undefined. */
export function staleVersion(
  expectedVersion: number | undefined,
  currentVersion: number,
): Refusal | undefined {
  if (expectedVersion === undefined || expectedVersion === currentVersion) return undefined;
  return { kind: 'versionConflict', expectedVersion, currentVersion };
}

/** Narrows the outcome of a decision to its refusal. */
export function isRefusal(outcome: object): outcome is Refusal {
  return (
    'kind' in outcome &&
    (outcome.kind === 'refused' || outcome.kind === 'versionConflict' || outcome.kind === 'invalidCondition')
  );
}
