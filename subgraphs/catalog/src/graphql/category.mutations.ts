import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { createCategory } from '../application/create-category';
import type { Outcome } from '../application/outcome';
import type { CatalogDeps } from '../application/ports';
import type { CatalogReader } from '../application/reading';
import { updateCategory } from '../application/update-category';
import type { CatalogContext } from '../context';
import { CategoryCreateInput, CategoryUpdateInput } from './inputs/category-write.input';
import { presentRefusal } from './present';
import { readRequest } from './read-change';
import { CategoryPayload } from './types/payloads.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Changes of the category tree, by staff. */
@Resolver()
export class CategoryMutations {
  constructor(
    private readonly deps: CatalogDeps,
    private readonly reader: CatalogReader,
  ) {}

  @Directive(STAFF)
  @Mutation(() => CategoryPayload, {
    description: 'Adds a category below another one, or a root. Staff only.',
  })
  async categoryCreate(
    @Arg('input', () => CategoryCreateInput, { description: 'The new category.' }) input: CategoryCreateInput,
    @Ctx() context: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CategoryPayload> {
    const command = { slug: input.slug, title: input.title, parentId: input.parentId ?? null };
    const outcome = await createCategory(this.deps, command, readRequest(context, info));
    return this.present(outcome, context);
  }

  @Directive(STAFF)
  @Mutation(() => CategoryPayload, { description: 'Changes or moves a category. Staff only.' })
  async categoryUpdate(
    @Arg('input', () => CategoryUpdateInput, { description: 'The category and its new values.' })
    input: CategoryUpdateInput,
    @Ctx() context: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CategoryPayload> {
    const fields = {
      slug: input.slug ?? undefined,
      title: input.title ?? undefined,
      parentId: input.parentId,
    };
    const outcome = await updateCategory(this.deps, { id: input.id, fields }, readRequest(context, info));
    return this.present(outcome, context, input.id);
  }

  private async present(
    outcome: Outcome,
    { loaders }: CatalogContext,
    askedId?: string,
  ): Promise<CategoryPayload> {
    loaders.forget();
    const id = outcome.kind === 'done' ? outcome.id : askedId;
    const category = id === undefined ? undefined : (await this.reader.categoriesById([id]))[0];
    return {
      category: category ?? null,
      userErrors: outcome.kind === 'done' ? [] : [presentRefusal(outcome)],
    };
  }
}
