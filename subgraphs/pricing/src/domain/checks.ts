import { refused } from './refusal';
import type { Refusal } from './refusal';

/** Path of a field below `input`. */
export type FieldPath = readonly string[];

/** The first refusal there is; the checks behind it are not made. */
export function firstRefusal(...checks: readonly (() => Refusal | undefined)[]): Refusal | undefined {
  for (const check of checks) {
    const refusal = check();
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Refuses a text that is blank, longer than `most` or has control characters; undefined passes. */
export function checkText(text: string | undefined, most: number, path: FieldPath): Refusal | undefined {
  if (text === undefined) return undefined;
  if (text.trim() !== '' && text.length <= most && !CONTROL.test(text)) return undefined;
  return refused(
    'INVALID_VALUE',
    `Must have 1 to ${String(most)} characters, none of them a control character.`,
    ...path,
  );
}

const CONTROL = /[^\P{Cc}\n\r\t]/u;

/** Refuses a whole number outside its bounds; undefined passes. */
export function checkNumber(
  value: number | undefined,
  { min, max }: { readonly min: number; readonly max: number },
  path: FieldPath,
): Refusal | undefined {
  if (value === undefined || (value >= min && value <= max)) return undefined;
  return refused('INVALID_VALUE', `Must be from ${String(min)} to ${String(max)}.`, ...path);
}

/** A span of time: the start is inside, the end is not; a missing one is open. */
export interface Window {
  readonly startsAt: Date | undefined;
  readonly endsAt: Date | undefined;
}

/** Refuses a window that ends before it begins, or an end in the past that was not there before. */
export function checkWindow(
  window: Window,
  {
    before,
    now,
    path,
  }: { readonly before: Window | undefined; readonly now: Date; readonly path: FieldPath },
): Refusal | undefined {
  const { startsAt, endsAt } = window;
  if (endsAt === undefined) return undefined;
  if (startsAt !== undefined && endsAt <= startsAt) {
    return refused('INVALID_VALUE', 'Must be after the beginning.', ...path, 'endsAt');
  }
  const isNew = endsAt.getTime() !== before?.endsAt?.getTime();
  return isNew && endsAt <= now
    ? refused('INVALID_VALUE', 'Must be in the future.', ...path, 'endsAt')
    : undefined;
}
