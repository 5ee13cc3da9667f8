import { isUuid } from '@agora/platform/ids';
import type { CategoryRepository } from '../application/ports';
import type { Category } from '../domain/category';
import type { CatalogPrisma } from './client';
import { CATEGORY_COLUMNS, toCategory } from './mapping';

const LOCK_TREE = `SELECT pg_advisory_xact_lock(hashtext('catalog.category-tree'))::text`;

const SUBTREE_DEPTH = `SELECT coalesce(max(cardinality(ancestor_ids) - array_position(ancestor_ids, $1::uuid) + 1), 0)::int AS depth
  FROM category WHERE ancestor_ids @> ARRAY[$1::uuid]`;

/** $1 category, $2 its new ancestors: everything below keeps its own tail. */
const MOVE_SUBTREE = `UPDATE category SET ancestor_ids = $2::uuid[] || ancestor_ids[array_position(ancestor_ids, $1::uuid):]
  WHERE ancestor_ids @> ARRAY[$1::uuid]`;

/** {@link CategoryRepository} in one Prisma transaction. */
export function categoryRepository(tx: CatalogPrisma): CategoryRepository {
  return {
    lockTree: async () => {
      await tx.$queryRawUnsafe(LOCK_TREE);
    },
    find: async (id) => {
      const row = isUuid(id)
        ? await tx.category.findUnique({ where: { id }, select: CATEGORY_COLUMNS })
        : null;
      return row === null ? undefined : toCategory(row);
    },
    existing: async (ids) => {
      const rows = await tx.category.findMany({
        where: { id: { in: ids.filter(isUuid) } },
        select: { id: true },
      });
      return new Set(rows.map(({ id }) => id));
    },
    countChildren: (parentId) => tx.category.count({ where: { parentId } }),
    subtreeDepth: async (id) =>
      (await tx.$queryRawUnsafe<{ depth: number }[]>(SUBTREE_DEPTH, id))[0]?.depth ?? 0,
    insert: async (category) => {
      await tx.category.create({
        data: { ...columns(category), id: category.id, createdAt: category.createdAt },
      });
    },
    save: async (before, after) => {
      await tx.category.update({ where: { id: after.id }, data: columns(after) });
      if (before.parentId !== after.parentId)
        await tx.$queryRawUnsafe(MOVE_SUBTREE, after.id, after.ancestorIds);
    },
  };
}

function columns({ slug, title, parentId, ancestorIds, updatedAt }: Category) {
  return { slug, title, parentId, updatedAt, ancestorIds: [...ancestorIds] };
}
