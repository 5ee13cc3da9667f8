import { isUuid } from '@agora/platform/ids';
import type { ProductRepository } from '../application/ports';
import type { Picture, Product, ProductVariant } from '../domain/product';
import type { CatalogPrisma } from './client';
import { Prisma } from './generated/client';
import { PICTURE_COLUMNS, PRODUCT_COLUMNS, VARIANT_COLUMNS, toProduct } from './mapping';

const LOCK_PRODUCT = 'SELECT 1 FROM product WHERE id = $1::uuid FOR UPDATE';

/** {@link ProductRepository} in one Prisma transaction. */
export function productRepository(tx: CatalogPrisma): ProductRepository {
  return {
    lock: async (id) => {
      if (!isUuid(id)) return undefined;
      await tx.$queryRawUnsafe(LOCK_PRODUCT, id);
      return (await readProducts(tx, { where: { id } }))[0];
    },
    insert: (product) => insertProduct(tx, product),
    save: (before, after) => saveProduct(tx, before, after),
    after: (afterId, limit) =>
      readProducts(tx, {
        where: afterId === undefined ? {} : { id: { gt: afterId } },
        orderBy: { id: 'asc' },
        take: limit,
      }),
  };
}

// One query after the other: a transaction is one connection, and Prisma would send those of an `include` at once.
async function readProducts(
  tx: CatalogPrisma,
  args: Pick<Prisma.ProductFindManyArgs, 'where' | 'orderBy' | 'take'>,
): Promise<Product[]> {
  const rows = await tx.product.findMany({ ...args, select: PRODUCT_COLUMNS });
  const ofThem = {
    where: { productId: { in: rows.map(({ id }) => id) } },
    orderBy: { position: 'asc' },
  } as const;
  const variants = await tx.productVariant.findMany({ ...ofThem, select: VARIANT_COLUMNS });
  const media = await tx.media.findMany({ ...ofThem, select: PICTURE_COLUMNS });
  const links = await tx.productCategory.findMany(ofThem);
  return rows.map((row) => {
    const isPart = ({ productId }: { readonly productId: string }): boolean => productId === row.id;
    return toProduct(row, {
      variants: variants.filter(isPart),
      media: media.filter(isPart),
      categoryIds: links.filter(isPart).map(({ categoryId }) => categoryId),
    });
  });
}

async function insertProduct(tx: CatalogPrisma, product: Product): Promise<void> {
  await tx.product.create({ data: { id: product.id, createdAt: product.createdAt, ...ownColumns(product) } });
  await tx.productVariant.createMany({
    data: product.variants.map((variant, position) => variantRow(product.id, variant, position)),
  });
  await tx.media.createMany({
    data: product.pictures.map((picture, position) => pictureRow(product.id, picture, position)),
  });
  await linkCategories(tx, product);
}

async function saveProduct(tx: CatalogPrisma, before: Product, after: Product): Promise<void> {
  await tx.product.update({ where: { id: after.id }, data: ownColumns(after) });
  for (const [position, variant] of after.variants.entries()) {
    const known = before.variants[position];
    if (known === variant) continue;
    const { id, productId, sku, ...changeable } = variantRow(after.id, variant, position);
    await tx.productVariant.upsert({
      where: { id },
      create: { id, productId, sku, ...changeable },
      update: changeable,
    });
  }
  for (const [position, picture] of after.pictures.entries()) {
    const { id, productId, ...changeable } = pictureRow(after.id, picture, position);
    await tx.media.update({ where: { id, productId }, data: changeable });
  }
  if (before.categoryIds !== after.categoryIds) {
    await tx.productCategory.deleteMany({ where: { productId: after.id } });
    await linkCategories(tx, after);
  }
}

async function linkCategories(tx: CatalogPrisma, product: Product): Promise<void> {
  const data = product.categoryIds.map((categoryId, position) => ({
    productId: product.id,
    categoryId,
    position,
  }));
  await tx.productCategory.createMany({ data });
}

type OwnColumns = Omit<Prisma.ProductUncheckedCreateInput, 'id' | 'createdAt'>;

function ownColumns(product: Product): OwnColumns {
  const { slug, title, description, status, sellerId, version, updatedAt } = product;
  return {
    slug,
    title,
    description,
    status,
    sellerId,
    version,
    updatedAt,
    tags: [...product.tags],
    attributes: jsonOrNull(product.attributes),
  };
}

function jsonOrNull(attributes: Product['attributes']): Prisma.InputJsonObject | typeof Prisma.DbNull {
  return attributes === null ? Prisma.DbNull : (attributes as Prisma.InputJsonObject);
}

function variantRow(productId: string, variant: ProductVariant, position: number) {
  const options = variant.options.map(({ name, value }) => ({ name, value }));
  return { ...variant, options, productId, position };
}

function pictureRow(productId: string, picture: Picture, position: number) {
  return { ...picture, productId, position, kind: 'IMAGE' as const, status: 'READY' as const };
}
