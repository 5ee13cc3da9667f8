/** Codes of `userErrors` this subgraph can answer with; documented in docs/errors.md. */
export type RefusalCode =
  'NOT_FOUND' | 'INVALID_VALUE' | 'CURRENCY_MISMATCH' | 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_KEY_REUSED';

/** Why a change was not made. Nothing was written. */
export type Refusal =
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly message: string;
      /** Path of the input field it is about. */
      readonly field: readonly string[];
    }
  | { readonly kind: 'versionConflict'; readonly expectedVersion: number; readonly currentVersion: number };

/** A refusal about one field of the input. */
export function refused(code: RefusalCode, message: string, field: string): Refusal {
  return { kind: 'refused', code, message, field: ['input', field] };
}
