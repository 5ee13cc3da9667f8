import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { AppError } from '@agora/platform/errors';
import type { CatalogContext } from '../context';
import { optionsOf } from '../domain/product-options';
import { presentPicture } from './present';
import { Category } from './types/category.type';
import { ProductConnection } from './types/connections.type';
import { Media } from './types/media.type';
import { ProductVariant } from './types/product-variant.type';
import { Product, ProductOption } from './types/product.type';

/** Fields of a product that come from other tables. */
@Resolver(() => Product)
export class ProductFields {
  @FieldResolver(() => [ProductOption], {
    description: 'What a shopper chooses a variant by, read off the variants; empty for a product with one.',
  })
  async options(@Root() product: Product, @Ctx() { loaders }: CatalogContext): Promise<ProductOption[]> {
    return optionsOf(await loaders.variantsOfProduct.load(product.id));
  }

  @FieldResolver(() => [ProductVariant], { description: 'Its variants in the order shown, 1 to 100.' })
  variants(@Root() product: Product, @Ctx() { loaders }: CatalogContext): Promise<readonly ProductVariant[]> {
    return loaders.variantsOfProduct.load(product.id);
  }

  @FieldResolver(() => [Category], { description: 'Its categories, the main one first; at most 20.' })
  categories(@Root() product: Product, @Ctx() { loaders }: CatalogContext): Promise<readonly Category[]> {
    return loaders.categoriesOfProduct.load(product.id);
  }

  @FieldResolver(() => [Media], { description: 'Its pictures in the order shown.' })
  async media(@Root() product: Product, @Ctx() { loaders }: CatalogContext): Promise<Media[]> {
    return (await loaders.picturesOfProduct.load(product.id)).map(presentPicture);
  }
}

/** Fields of a variant that come from its product. */
@Resolver(() => ProductVariant)
export class ProductVariantFields {
  @FieldResolver(() => Product, { description: 'The product it is a variant of.' })
  async product(@Root() variant: ProductVariant, @Ctx() { loaders }: CatalogContext): Promise<Product> {
    const product = await loaders.productById.load(variant.productId);
    // Only when the product was archived between the two reads of this operation.
    if (product === null) throw new AppError('NOT_FOUND', 'The product is not in the shop any more');
    return product;
  }

  @FieldResolver(() => [Media], { description: 'The pictures of its product, in the order shown.' })
  async media(@Root() variant: ProductVariant, @Ctx() { loaders }: CatalogContext): Promise<Media[]> {
    return (await loaders.picturesOfProduct.load(variant.productId)).map(presentPicture);
  }
}

@Resolver(() => ProductConnection)
export class ProductConnectionFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are on all pages. Counted only when asked for.',
  })
  totalCount(@Root() connection: ProductConnection): Promise<number> {
    return connection.countAll();
  }
}
