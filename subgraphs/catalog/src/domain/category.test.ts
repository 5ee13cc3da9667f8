import { CATEGORY_LIMITS, brokenCategoryRule, placeBelow } from './category';
import type { Category } from './category';

const at = new Date(0);
const node = (id: string, ancestorIds: readonly string[]): Category => ({
  id,
  slug: id,
  title: id,
  parentId: ancestorIds.at(-1) ?? null,
  ancestorIds,
  createdAt: at,
  updatedAt: at,
});

describe('a place in the tree', () => {
  test('is behind the ancestors of its parent', () => {
    expect(placeBelow('c', { parent: node('b', ['a']), childCount: 0 })).toEqual({ ancestorIds: ['a', 'b'] });
  });

  test('without a parent is a root', () => {
    expect(placeBelow('c', { parent: undefined, childCount: 0 })).toEqual({ ancestorIds: [] });
  });

  test('below itself is refused', () => {
    expect(placeBelow('a', { parent: node('b', ['a']), childCount: 0 })).toMatchObject({
      code: 'CATEGORY_CYCLE',
    });
  });

  test('deeper than the limit is refused, counting what hangs below', () => {
    const parent = node('d', ['a', 'b', 'c']);
    expect(placeBelow('e', { parent, childCount: 0 }, 1)).toEqual({ ancestorIds: ['a', 'b', 'c', 'd'] });
    expect(placeBelow('e', { parent, childCount: 0 }, 2)).toMatchObject({ code: 'CATEGORY_TOO_DEEP' });
  });

  test('under a full parent is refused', () => {
    expect(placeBelow('c', { parent: node('b', []), childCount: CATEGORY_LIMITS.children })).toMatchObject({
      code: 'TOO_MANY_CHILDREN',
    });
  });
});

test('a category with a malformed slug or an empty title is refused', () => {
  expect(brokenCategoryRule({ slug: 'Not Good' })).toMatchObject({ field: ['input', 'slug'] });
  expect(brokenCategoryRule({ title: '' })).toMatchObject({ field: ['input', 'title'] });
  expect(brokenCategoryRule({ slug: 'good', title: 'Good' })).toBeUndefined();
});
