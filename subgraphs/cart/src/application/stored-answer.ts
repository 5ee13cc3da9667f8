import { newProblems, problem } from '../domain/problems';
import type { CartProblem, ProblemDraft } from '../domain/problems';
import type { CartRejection } from '../domain/rejections';

/** What the outcome of a key keeps of a warning: which it was and what its words say. No amounts, no titles. */
export type StoredWarning = Pick<ProblemDraft, 'code' | 'lineId' | 'about' | 'available' | 'isBlocking'>;

/** What is wrong since a change, as its key keeps it; undefined without a warning. */
export function toStoredWarnings(
  before: readonly CartProblem[],
  after: readonly CartProblem[],
): readonly StoredWarning[] | undefined {
  const warnings = newProblems(before, after);
  return warnings.length === 0
    ? undefined
    : warnings.map(({ code, lineId, about, available, isBlocking }) => ({
        ...{ code, lineId, about, available, isBlocking },
      }));
}

/** The warnings a request gave when it was carried out, for its repeat: also those that are cured by now. */
export function warningsOf(outcome: Readonly<Record<string, unknown>>): ProblemDraft[] {
  // Fields that are null are not stored.
  const stored = (outcome['warnings'] ?? []) as readonly (Pick<StoredWarning, 'code'> &
    Partial<StoredWarning>)[];
  return stored.map(({ code, ...fields }) => problem(code, fields));
}

/** What a request wanted and could not have beside what it did, for its repeat. */
export function rejectionsOf(outcome: Readonly<Record<string, unknown>>): readonly CartRejection[] {
  return (outcome['rejections'] ?? []) as readonly CartRejection[];
}
