import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '@agora/platform/errors';
import { readPage } from '@agora/platform/paging';
import type { CatalogReader } from '../application/reading';
import { seesHidden } from '../application/visibility';
import type { CatalogContext } from '../context';
import { CategoryListArgs, ProductListArgs } from './inputs/product-list.args';
import { bounded, readProductQuery } from './list-arguments';
import { presentCategories, presentProducts } from './present';
import { Category } from './types/category.type';
import { CategoryConnection, ProductConnection } from './types/connections.type';
import { ProductVariant } from './types/product-variant.type';
import { Product } from './types/product.type';

/** Root queries. What the viewer may not see answers like what does not exist. */
@Resolver()
export class CatalogQueries {
  constructor(private readonly reader: CatalogReader) {}

  @Query(() => Product, {
    nullable: true,
    description: 'One product, by id or slug; null when there is none for this viewer.',
  })
  product(
    @Arg('id', () => ID, { nullable: true, description: 'Its id; give either this or the slug.' })
    id: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Its slug.' }) slug: string | null,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Product | null> {
    const key = oneOf({ id, slug });
    return key.name === 'id' ? loaders.productById.load(key.value) : loaders.productBySlug.load(key.value);
  }

  @Query(() => ProductVariant, {
    nullable: true,
    description: 'One variant, by id or sku; null when there is none for this viewer.',
  })
  productVariant(
    @Arg('id', () => ID, { nullable: true, description: 'Its id; give either this or the sku.' })
    id: string | null,
    @Arg('sku', () => String, { nullable: true, description: 'Its sku.' }) sku: string | null,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<ProductVariant | null> {
    const key = oneOf({ id, sku });
    return key.name === 'id' ? loaders.variantById.load(key.value) : loaders.variantBySku.load(key.value);
  }

  @Query(() => [ProductVariant], {
    nullable: 'itemsAndList',
    description:
      'Variants by sku, in the order asked; null in the place of one that does not exist for this viewer.',
  })
  async productVariants(
    @Arg('skus', () => [String], { description: 'At most 100 skus.' }) skus: string[],
    @Ctx() { loaders }: CatalogContext,
  ): Promise<(ProductVariant | null)[]> {
    const wanted = bounded('skus', skus) ?? [];
    return Promise.all(wanted.map((sku) => loaders.variantBySku.load(sku)));
  }

  @Query(() => ProductConnection, {
    nullable: true,
    description: 'Products, a page at a time. Everybody finds those in the shop, staff all.',
  })
  async products(
    @Args(() => ProductListArgs) args: ProductListArgs,
    @Ctx() { viewer }: CatalogContext,
  ): Promise<ProductConnection> {
    const page = readPage(args);
    const query = readProductQuery(args, seesHidden(viewer));
    const rows = await this.reader.productPage({ query, page, sort: args.sort ?? 'RELEVANCE' });
    return presentProducts(rows, page, () => this.reader.countProducts(query));
  }

  @Query(() => Category, {
    nullable: true,
    description: 'One category, by id or slug; null when there is none.',
  })
  async category(
    @Arg('id', () => ID, { nullable: true, description: 'Its id; give either this or the slug.' })
    id: string | null,
    @Arg('slug', () => String, { nullable: true, description: 'Its slug.' }) slug: string | null,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<Category | null> {
    const key = oneOf({ id, slug });
    if (key.name === 'id') return loaders.categoryById.load(key.value);
    return (await this.reader.categoriesBySlug([key.value]))[0] ?? null;
  }

  @Query(() => CategoryConnection, {
    nullable: true,
    description: 'Children of a category, or the roots, by slug.',
  })
  async categories(@Args(() => CategoryListArgs) args: CategoryListArgs): Promise<CategoryConnection> {
    const page = readPage(args);
    const parentId = args.parentId ?? null;
    const rows = await this.reader.categoryPage(parentId, page);
    return presentCategories(rows, page, () => this.reader.countCategories(parentId));
  }
}

type Key = { readonly name: string; readonly value: string };

/** @throws AppError `BAD_USER_INPUT` unless exactly one is given. */
function oneOf(keys: Readonly<Record<string, string | null | undefined>>): Key {
  const given = Object.entries(keys).flatMap(([name, value]): Key[] =>
    value == null ? [] : [{ name, value }],
  );
  const [key] = given;
  if (key === undefined || given.length > 1)
    throw badInput(Object.keys(keys)[0] ?? 'id', `give exactly one of ${Object.keys(keys).join(' and ')}`);
  return key;
}
