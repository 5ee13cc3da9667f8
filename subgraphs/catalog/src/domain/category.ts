import { refused } from './refusal';
import type { Refusal } from './refusal';
import { isSlug } from './slug';

/** A node of the category tree. */
export interface Category {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly parentId: string | null;
  /** From the root to the parent; empty for a root. */
  readonly ancestorIds: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Bounds of the tree, so that a path and a list of children are always short. */
export const CATEGORY_LIMITS = { depth: 6, children: 100 } as const;

/** What a caller gives; undefined means "not mentioned", a null parent a root. */
export interface CategoryFields {
  readonly slug?: string | undefined;
  readonly title?: string | undefined;
  readonly parentId?: string | null | undefined;
}

/** The new parent and how full it is; undefined for a root. */
export interface ParentFacts {
  readonly parent: Category | undefined;
  readonly childCount: number;
}

/** Where a category would hang, or why it cannot hang there. `subtreeDepth` counts the levels below it. */
export function placeBelow(
  id: string,
  facts: ParentFacts,
  subtreeDepth = 0,
): { readonly ancestorIds: readonly string[] } | Refusal {
  const { parent, childCount } = facts;
  if (childCount >= CATEGORY_LIMITS.children)
    return refused('TOO_MANY_CHILDREN', 'a category has at most 100 children', 'parentId');
  const ancestorIds = parent === undefined ? [] : [...parent.ancestorIds, parent.id];
  if (ancestorIds.includes(id))
    return refused('CATEGORY_CYCLE', 'a category cannot be below itself', 'parentId');
  if (ancestorIds.length + 1 + subtreeDepth > CATEGORY_LIMITS.depth) {
    return refused('CATEGORY_TOO_DEEP', 'the tree has at most 6 levels', 'parentId');
  }
  return { ancestorIds };
}

/** The first rule these fields break, or undefined. */
export function brokenCategoryRule({ slug, title }: CategoryFields): Refusal | undefined {
  if (slug !== undefined && !isSlug(slug)) {
    return refused(
      'INVALID_VALUE',
      'must be lower-case letters, digits and single hyphens, at most 100',
      'slug',
    );
  }
  if (title !== undefined && (title.trim() === '' || title.length > 200)) {
    return refused('INVALID_VALUE', 'must have 1 to 200 characters', 'title');
  }
  return undefined;
}
