import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import { MAX_REQUEST_LINES, lineProblem, mergeLines } from '../domain/stock-request';
import { textProblem } from '../domain/text-rules';
import type { StockRequestLine } from '../domain/stock-request';

/** @throws AppError `BAD_USER_INPUT` naming the first field that is not a UUID. */
export function checkIds(ids: Readonly<Record<string, string>>): void {
  for (const [field, value] of Object.entries(ids)) {
    if (!isUuid(value)) throw badInput(`input.${field}`, 'is not a UUID');
  }
}

/**
 * @param maxLength in UTF-16 code units.
 * @throws AppError `BAD_USER_INPUT` naming the field of an empty or too long text, or one with control characters.
 */
export function checkText(field: string, text: string | undefined, maxLength: number): void {
  const problem = text === undefined ? undefined : textProblem(text, maxLength);
  if (problem !== undefined) throw badInput(field, problem);
}

/**
 * The request with one line per sku, in sku order.
 * @throws AppError `BAD_USER_INPUT` naming the line and field that cannot be reserved.
 */
export function checkLines(lines: readonly StockRequestLine[]): StockRequestLine[] {
  if (lines.length > MAX_REQUEST_LINES)
    throw badInput('input.lines', `must be at most ${String(MAX_REQUEST_LINES)}`);
  lines.forEach((line, index) => {
    const problem = lineProblem(line);
    if (problem !== undefined)
      throw badInput(`input.lines.${String(index)}.${problem.field}`, problem.message);
  });
  return mergeLines(lines);
}
