import { brokenCategoryRule, placeBelow } from '../domain/category';
import type { Category, CategoryFields } from '../domain/category';
import { isRefusal, refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { parentFacts } from './create-category';
import { carryOut } from './outcome';
import type { Outcome } from './outcome';
import type { CatalogDeps, CatalogUnit, ChangeRequest } from './ports';

/** Which fields of which category to change; another parent moves everything below it along. */
export interface UpdateCategory {
  readonly id: string;
  readonly fields: CategoryFields;
}

/** Changes or moves a category. Refused: unknown category or parent, broken rules, a taken slug, a move below itself or too deep. */
export function updateCategory(
  deps: CatalogDeps,
  command: UpdateCategory,
  request: ChangeRequest,
): Promise<Outcome> {
  return carryOut(deps, { name: 'categoryUpdate', input: command, request }, async (unit) => {
    const broken = brokenCategoryRule(command.fields);
    if (broken !== undefined) return broken;
    await unit.categories.lockTree();
    const before = await unit.categories.find(command.id);
    if (before === undefined) return refused('NOT_FOUND', 'There is no such category.', 'id');
    const { slug = before.slug, title = before.title, parentId = before.parentId } = command.fields;
    const ancestorIds =
      parentId === before.parentId ? before.ancestorIds : await moved(unit, before, parentId);
    if (isRefusal(ancestorIds)) return ancestorIds;
    await unit.categories.save(before, {
      ...before,
      slug,
      title,
      parentId,
      ancestorIds,
      updatedAt: deps.clock.now(),
    });
    await unit.audit({
      actor: request.actor,
      action: 'categoryUpdate',
      entity: `category:${before.id}`,
      correlationId: request.correlationId,
    });
    return { kind: 'done', id: before.id };
  });
}

async function moved(
  unit: CatalogUnit,
  category: Category,
  parentId: string | null,
): Promise<readonly string[] | Refusal> {
  const parent = await parentFacts(unit, parentId);
  if (isRefusal(parent)) return parent;
  const place = placeBelow(category.id, parent, await unit.categories.subtreeDepth(category.id));
  return isRefusal(place) ? place : place.ancestorIds;
}
