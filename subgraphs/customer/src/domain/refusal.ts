/** Codes of `userErrors` this subgraph can answer with; documented in docs/errors.md. */
export type RefusalCode =
  | 'NOT_FOUND'
  | 'INVALID_VALUE'
  | 'EMAIL_TAKEN'
  | 'TOO_MANY_ADDRESSES'
  | 'SEGMENT_UNKNOWN'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_REUSED';

/** Why a change was not made. Nothing was written. */
export type Refusal =
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string;
      /** Path of the input field it is about; null when it is about the whole request. */
      readonly field: readonly string[] | null;
    }
  | { readonly kind: 'versionConflict'; readonly expectedVersion: number; readonly currentVersion: number };

/** A refusal about one field of the input. */
export function refused(code: RefusalCode, message: string, ...field: readonly string[]): Refusal {
  return { kind: 'refused', code, message, field: field.length === 0 ? null : ['input', ...field] };
}

/** The refusal for an `expectedVersion` that is given and is not the current one, else undefined. */
export function staleVersion(
  expectedVersion: number | undefined,
  currentVersion: number,
): Refusal | undefined {
  if (expectedVersion === undefined || expectedVersion === currentVersion) return undefined;
  return { kind: 'versionConflict', expectedVersion, currentVersion };
}

/** Narrows the outcome of a decision to its refusal. */
export function isRefusal(outcome: object): outcome is Refusal {
  return 'kind' in outcome && (outcome.kind === 'refused' || outcome.kind === 'versionConflict');
}
