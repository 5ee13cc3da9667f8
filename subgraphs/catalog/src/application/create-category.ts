import { newId } from '@agora/platform/ids';
import { brokenCategoryRule, placeBelow } from '../domain/category';
import type { Category, ParentFacts } from '../domain/category';
import { isRefusal, refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { carryOut } from './outcome';
import type { Outcome } from './outcome';
import type { CatalogDeps, CatalogUnit, ChangeRequest } from './ports';

/** A new category; without a parent it is a root. */
export interface CreateCategory {
  readonly slug: string;
  readonly title: string;
  readonly parentId: string | null;
}

/** Creates a category. Refused: broken rules, a taken slug, an unknown or full parent, a tree that would be too deep. */
export function createCategory(
  deps: CatalogDeps,
  command: CreateCategory,
  request: ChangeRequest,
): Promise<Outcome> {
  return carryOut(deps, { name: 'categoryCreate', input: command, request }, async (unit) => {
    const broken = brokenCategoryRule(command);
    if (broken !== undefined) return broken;
    await unit.categories.lockTree();
    const parent = await parentFacts(unit, command.parentId);
    if (isRefusal(parent)) return parent;
    const id = newId();
    const place = placeBelow(id, parent);
    if (isRefusal(place)) return place;
    const now = deps.clock.now();
    const category: Category = {
      ...command,
      id,
      ancestorIds: place.ancestorIds,
      createdAt: now,
      updatedAt: now,
    };
    await unit.categories.insert(category);
    await unit.audit({
      actor: request.actor,
      action: 'categoryCreate',
      entity: `category:${id}`,
      correlationId: request.correlationId,
    });
    return { kind: 'done', id };
  });
}

/** The parent and how many children it has, or the refusal for one that does not exist. */
export async function parentFacts(
  unit: CatalogUnit,
  parentId: string | null,
): Promise<ParentFacts | Refusal> {
  const parent = parentId === null ? undefined : await unit.categories.find(parentId);
  if (parentId !== null && parent === undefined)
    return refused('NOT_FOUND', 'There is no such category.', 'parentId');
  return { parent, childCount: await unit.categories.countChildren(parentId) };
}
