import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { PageRequest } from '@agora/platform/paging';
import type { ListedProduct, ProductQuery, ProductSort } from '../application/reading';
import { SqlText, conditions, inCategory, likeText } from './product-conditions';
import type { ProductStatus } from '../domain/product';

/** A statement and its parameters. */
export interface BoundSql {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface SortKey {
  /** SQL over the alias `p`; `$q` stands for the pattern of titles that begin with the search text. */
  readonly expression: string;
  readonly type: 'int' | 'text' | 'timestamptz';
  readonly isValid: (value: string) => boolean;
}

const TITLE: SortKey = { expression: 'p.title', type: 'text', isValid: () => true };
const CREATED: SortKey = { expression: 'p.created_at', type: 'timestamptz', isValid: isMoment };
const UPDATED: SortKey = { expression: 'p.updated_at', type: 'timestamptz', isValid: isMoment };
const RANK: SortKey = {
  expression: '(CASE WHEN p.title ILIKE $q THEN 0 ELSE 1 END)',
  type: 'int',
  isValid: (value) => /^[01]$/.test(value),
};

const SORTS: Readonly<
  Record<ProductSort, { readonly keys: readonly SortKey[]; readonly descending: boolean }>
> = {
  RELEVANCE: { keys: [RANK, TITLE], descending: false },
  TITLE_ASC: { keys: [TITLE], descending: false },
  TITLE_DESC: { keys: [TITLE], descending: true },
  CREATED_AT_ASC: { keys: [CREATED], descending: false },
  CREATED_AT_DESC: { keys: [CREATED], descending: true },
  UPDATED_AT_DESC: { keys: [UPDATED], descending: true },
};

const COLUMNS = `p.id, p.slug, p.title, p.description, p.status, p.seller_id, p.tags, p.attributes, p.version, p.created_at, p.updated_at`;

/** The page of a list, or with `categoryIds` one page per category (in it or below it). */
export function productPageSql(
  request: { readonly query: ProductQuery; readonly sort: ProductSort; readonly page: PageRequest },
  categoryIds?: readonly string[],
): BoundSql {
  const { query, sort, page } = request;
  const sql = new SqlText();
  const { keys, descending } = SORTS[sort];
  const expressions = keys.map((key) =>
    key.expression.replace('$q', () => sql.add(`${likeText(query.text ?? '')}%`)),
  );
  const isReversed = descending !== (page.direction === 'backward');
  const where = [...conditions(query, sql)];
  if (page.cursor !== undefined) where.push(beyond({ keys, expressions, page, isReversed }, sql));
  const order = (alias: string): string =>
    [...keys.map((_, index) => `${alias}key${String(index)}`), `${alias}id`]
      .map((name) => `${name} ${isReversed ? 'DESC' : 'ASC'}`)
      .join(', ');
  const selected = [
    COLUMNS,
    ...expressions.map((expression, index) => `${expression} AS key${String(index)}`),
  ].join(', ');
  const limit = sql.add(page.size + 1);
  const list = (extra: readonly string[]): string =>
    `SELECT ${selected} FROM product p WHERE ${[...where, ...extra].join(' AND ')} ORDER BY ${order('')} LIMIT ${limit}::int`;
  if (categoryIds === undefined) return { text: list([]), values: sql.values };
  const text = `SELECT c.id AS category_id, listed.* FROM unnest(${sql.add(categoryIds)}::uuid[]) AS c (id)
    CROSS JOIN LATERAL (${list([inCategory('= c.id', 'c.id = ANY (k.ancestor_ids)')])}) AS listed ORDER BY c.id, ${order('listed.')}`;
  return { text, values: sql.values };
}

/** How many products a list has; with `categoryIds` one count per category that has any. */
export function productCountSql(query: ProductQuery, categoryIds?: readonly string[]): BoundSql {
  const sql = new SqlText();
  const where = conditions(query, sql);
  if (categoryIds === undefined)
    return {
      text: `SELECT count(*)::int AS total FROM product p WHERE ${where.join(' AND ')}`,
      values: sql.values,
    };
  const text = `SELECT c.id AS category_id, count(*)::int AS total FROM unnest(${sql.add(categoryIds)}::uuid[]) AS c (id)
    JOIN product p ON ${inCategory('= c.id', 'c.id = ANY (k.ancestor_ids)')} WHERE ${where.join(' AND ')} GROUP BY c.id`;
  return { text, values: sql.values };
}

interface Boundary {
  readonly keys: readonly SortKey[];
  readonly expressions: readonly string[];
  readonly page: PageRequest;
  readonly isReversed: boolean;
}

function beyond({ keys, expressions, page, isReversed }: Boundary, sql: SqlText): string {
  const cursor = page.cursor ?? [];
  const id = cursor.at(-1);
  const isOurs =
    cursor.length === keys.length + 1 &&
    isUuid(id) &&
    keys.every((key, index) => key.isValid(cursor[index] ?? ''));
  if (!isOurs)
    throw badInput(page.direction === 'backward' ? 'before' : 'after', 'is not a cursor of this list');
  const places = keys.map((key, index) => `${sql.add(cursor[index])}::${key.type}`);
  return `(${[...expressions, 'p.id'].join(', ')}) ${isReversed ? '<' : '>'} (${[...places, `${sql.add(id)}::uuid`].join(', ')})`;
}

function isMoment(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value));
}

/** A row of {@link productPageSql}. */
export interface ListedRow {
  readonly category_id?: string;
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly status: ProductStatus;
  readonly seller_id: string | null;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly key0: Date | string | number;
  readonly key1?: Date | string | number;
}

export function toListedProduct(row: ListedRow): ListedProduct {
  const keys = [row.key0, ...(row.key1 === undefined ? [] : [row.key1])];
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    status: row.status,
    sellerId: row.seller_id,
    tags: row.tags,
    attributes: row.attributes,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    cursor: [...keys.map((key) => (key instanceof Date ? key.toISOString() : String(key))), row.id],
  };
}
