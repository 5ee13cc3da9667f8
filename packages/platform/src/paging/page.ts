import { badInput } from '../errors/app-error';

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/** A keyset page: fetch `size + 1` rows beyond `cursor`, in reverse order when `backward`. */
export interface PageRequest {
  readonly size: number;
  /** The sort key values of the row to start behind; undefined at an end of the list. */
  readonly cursor: readonly string[] | undefined;
  readonly direction: 'forward' | 'backward';
}

export interface PageLimits {
  readonly defaultSize: number;
  readonly maxSize: number;
}

const DEFAULT_LIMITS: PageLimits = { defaultSize: 20, maxSize: 100 };

/**
 * Reads Relay's paging arguments.
 * @throws AppError `BAD_USER_INPUT` naming the argument: a size outside 1..maxSize, both directions at once, a cursor that is not ours.
 */
export function readPage(args: PageArguments, limits: PageLimits = DEFAULT_LIMITS): PageRequest {
  const hasForward = args.first != null || args.after != null;
  const hasBackward = args.last != null || args.before != null;
  if (hasForward && hasBackward) throw badInput('first', 'give first/after or last/before, not both');
  return hasBackward
    ? {
        ...readSide(args.last, args.before, { size: 'last', cursor: 'before' }, limits),
        direction: 'backward',
      }
    : {
        ...readSide(args.first, args.after, { size: 'first', cursor: 'after' }, limits),
        direction: 'forward',
      };
}

function readSide(
  given: number | null | undefined,
  text: string | null | undefined,
  names: { readonly size: string; readonly cursor: string },
  limits: PageLimits,
): Pick<PageRequest, 'size' | 'cursor'> {
  const size = given ?? limits.defaultSize;
  if (size < 1 || size > limits.maxSize)
    throw badInput(names.size, `must be from 1 to ${String(limits.maxSize)}`);
  return { size, cursor: text == null ? undefined : readCursor(text, names.cursor) };
}

/** An opaque cursor for sort key values. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

function readCursor(text: string, field: string): readonly string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string'))
      return values;
  } catch {
    // falls through to the refusal
  }
  throw badInput(field, 'is not a cursor of this list');
}

export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly nodes: readonly T[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * A connection from the up to `size + 1` rows a keyset query brought (in the order it brought them).
 * @param cursorOf The row's sort key values, in the order the query compares them; the last one unique.
 */
export function toConnection<T>(
  rows: readonly T[],
  page: PageRequest,
  cursorOf: (row: T) => readonly string[],
): Page<T> {
  const hasMore = rows.length > page.size;
  const kept = rows.slice(0, page.size);
  const isBackward = page.direction === 'backward';
  if (isBackward) kept.reverse();
  const edges = kept.map((node) => ({ cursor: writeCursor(cursorOf(node)), node }));
  return {
    edges,
    nodes: kept,
    pageInfo: {
      hasNextPage: isBackward ? page.cursor !== undefined : hasMore,
      hasPreviousPage: isBackward ? hasMore : page.cursor !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
