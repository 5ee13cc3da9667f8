import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { readPage } from '@agora/platform/paging';
import { seesHidden } from '../application/visibility';
import type { CatalogContext } from '../context';
import { CategoryProductsArgs } from './inputs/product-list.args';
import { readProductQuery } from './list-arguments';
import { presentProducts } from './present';
import { Category } from './types/category.type';
import { CategoryConnection, ProductConnection } from './types/connections.type';

/** Fields of a category that come from other rows. */
@Resolver(() => Category)
export class CategoryFields {
  @FieldResolver(() => Category, { nullable: true, description: 'The category above; null for a root.' })
  async parent(@Root() category: Category, @Ctx() { loaders }: CatalogContext): Promise<Category | null> {
    return category.parentId === null ? null : loaders.categoryById.load(category.parentId);
  }

  @FieldResolver(() => [Category], { description: 'The categories directly below, by slug; at most 100.' })
  children(@Root() category: Category, @Ctx() { loaders }: CatalogContext): Promise<readonly Category[]> {
    return loaders.childrenOfCategory.load(category.id);
  }

  @FieldResolver(() => [Category], { description: 'From the root to this category itself; 1 to 6.' })
  async path(@Root() category: Category, @Ctx() { loaders }: CatalogContext): Promise<Category[]> {
    const ancestors = await Promise.all(category.ancestorIds.map((id) => loaders.categoryById.load(id)));
    return [...ancestors.filter((ancestor) => ancestor !== null), category];
  }

  @FieldResolver(() => ProductConnection, {
    nullable: true,
    description: 'The products in it or below it, a page at a time.',
  })
  async products(
    @Root() category: Category,
    @Args(() => CategoryProductsArgs) args: CategoryProductsArgs,
    @Ctx() { loaders, viewer }: CatalogContext,
  ): Promise<ProductConnection> {
    const page = readPage(args);
    const query = readProductQuery({}, seesHidden(viewer));
    const request = { query, page, sort: args.sort ?? 'TITLE_ASC' };
    const rows = await loaders.productsOfCategory.load({ categoryId: category.id, request });
    return presentProducts(rows, page, () =>
      loaders.countOfCategory.load({ categoryId: category.id, query }),
    );
  }
}

@Resolver(() => CategoryConnection)
export class CategoryConnectionFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are on all pages. Counted only when asked for.',
  })
  totalCount(@Root() connection: CategoryConnection): Promise<number> {
    return connection.countAll();
  }
}
