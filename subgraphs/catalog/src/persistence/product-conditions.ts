import { isUuid } from '@agora/platform/ids';
import type { ProductQuery } from '../application/reading';

/** A statement under construction: its parameters in the order of their places. */
export class SqlText {
  readonly values: unknown[] = [];
  /** The place of a new parameter. */
  add(value: unknown): string {
    return `$${String(this.values.push(value))}`;
  }
}

type Condition = (query: ProductQuery, sql: SqlText) => string | undefined;

const CONDITIONS: readonly Condition[] = [
  ({ statuses }, sql) => `p.status = ANY (${sql.add(statuses)}::product_status[])`,
  ({ ids }, sql) => ids && `p.id = ANY (${sql.add(ids.filter(isUuid))}::uuid[])`,
  ({ skus }, sql) =>
    skus &&
    `EXISTS (SELECT FROM product_variant v WHERE v.product_id = p.id AND v.sku = ANY (${sql.add(skus)}::text[]))`,
  ({ categoryIds }, sql) => {
    if (categoryIds === undefined) return undefined;
    const place = sql.add(categoryIds.filter(isUuid));
    return inCategory(`= ANY (${place}::uuid[])`, `k.ancestor_ids && ${place}::uuid[]`);
  },
  ({ sellerId }, sql) => sellerId && `p.seller_id = ${sql.add(sellerId)}`,
  ({ tags }, sql) => tags && `p.tags @> ${sql.add(tags)}::text[]`,
  ({ attributes }, sql) => attributes && `p.attributes @> ${sql.add(JSON.stringify(attributes))}::jsonb`,
  ({ updatedFrom }, sql) => updatedFrom && `p.updated_at >= ${sql.add(updatedFrom)}::timestamptz`,
  ({ updatedTo }, sql) => updatedTo && `p.updated_at < ${sql.add(updatedTo)}::timestamptz`,
  ({ text }, sql) =>
    text &&
    words(text)
      .map((word) => matches(word, sql))
      .join(' AND '),
];

/** The WHERE terms of a query over the alias `p`; a member that is not given adds none. */
export function conditions(query: ProductQuery, sql: SqlText): string[] {
  return CONDITIONS.map((condition) => condition(query, sql)).filter(
    (part): part is string => part !== undefined && part !== '',
  );
}

/** Whether `p` is in a category `k` or below it, by two conditions on `k`. */
export function inCategory(isCategory: string, isBelow: string): string {
  return `EXISTS (SELECT FROM product_category pc JOIN category k ON k.id = pc.category_id
    WHERE pc.product_id = p.id AND (k.id ${isCategory} OR ${isBelow}))`;
}

function matches(word: string, sql: SqlText): string {
  const place = sql.add(`%${likeText(word)}%`);
  return `(p.title ILIKE ${place} OR p.slug ILIKE ${place}
    OR EXISTS (SELECT FROM product_variant v WHERE v.product_id = p.id AND v.sku ILIKE ${place}))`;
}

// More words than this make no search better, only slower.
const MAX_WORDS = 6;

function words(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
}

/** Text that ILIKE takes literally. */
export function likeText(text: string): string {
  return text.trim().replace(/[\\%_]/g, (character) => `\\${character}`);
}
