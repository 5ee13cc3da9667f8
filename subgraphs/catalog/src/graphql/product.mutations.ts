import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { archiveProduct } from '../application/archive-product';
import { createProduct } from '../application/create-product';
import type { Outcome } from '../application/outcome';
import type { CatalogDeps } from '../application/ports';
import type { CatalogReader } from '../application/reading';
import { updateProduct } from '../application/update-product';
import { upsertProductVariant } from '../application/upsert-product-variant';
import type { CatalogContext } from '../context';
import {
  ProductCreateInput,
  ProductDeleteInput,
  ProductUpdateInput,
  ProductVariantUpsertInput,
} from './inputs/product-write.input';
import { presentRefusal } from './present';
import { readDraft, readFields, readRequest, readVariant } from './read-change';
import { ProductDeletePayload, ProductPayload } from './types/payloads.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Changes of products, by staff. */
@Resolver()
export class ProductMutations {
  constructor(
    private readonly deps: CatalogDeps,
    private readonly reader: CatalogReader,
  ) {}

  @Directive(STAFF)
  @Mutation(() => ProductPayload, {
    description: 'Adds a product with its variants and a generated picture. Staff only.',
  })
  async productCreate(
    @Arg('input', () => ProductCreateInput, { description: 'The new product.' }) input: ProductCreateInput,
    @Ctx() context: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    const outcome = await createProduct(
      this.deps,
      readDraft(input),
      readRequest(context, info, input.idempotencyKey),
    );
    return this.present(outcome, context);
  }

  @Directive(STAFF)
  @Mutation(() => ProductPayload, { description: 'Changes the given fields of a product. Staff only.' })
  async productUpdate(
    @Arg('input', () => ProductUpdateInput, { description: 'The product and its new values.' })
    input: ProductUpdateInput,
    @Ctx() context: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    const command = {
      id: input.id,
      fields: readFields(input),
      expectedVersion: input.expectedVersion ?? undefined,
    };
    const outcome = await updateProduct(this.deps, command, readRequest(context, info, input.idempotencyKey));
    return this.present(outcome, context, input.id);
  }

  @Directive(STAFF)
  @Mutation(() => ProductDeletePayload, {
    description:
      'Takes a product out of the shop: it becomes ARCHIVED and keeps its id, slug and skus. Staff only.',
  })
  async productDelete(
    @Arg('input', () => ProductDeleteInput, { description: 'The product.' }) input: ProductDeleteInput,
    @Ctx() context: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductDeletePayload> {
    const command = { id: input.id, expectedVersion: input.expectedVersion ?? undefined };
    const outcome = await archiveProduct(this.deps, command, readRequest(context, info));
    if (outcome.kind === 'done') return { deletedId: outcome.id, userErrors: [] };
    return { deletedId: null, userErrors: [presentRefusal(outcome)] };
  }

  @Directive(STAFF)
  @Mutation(() => ProductPayload, {
    description: 'Adds a variant to a product, or changes the one with its sku. Staff only.',
  })
  async productVariantUpsert(
    @Arg('input', () => ProductVariantUpsertInput, { description: 'The product and the variant.' })
    input: ProductVariantUpsertInput,
    @Ctx() context: CatalogContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ProductPayload> {
    const { productId, expectedVersion } = input;
    const command = {
      productId,
      variant: readVariant(input.variant),
      expectedVersion: expectedVersion ?? undefined,
    };
    const outcome = await upsertProductVariant(this.deps, command, readRequest(context, info));
    return this.present(outcome, context, productId);
  }

  /** The state after the change, read anew: a refusal shows the current one too. */
  private async present(
    outcome: Outcome,
    { loaders }: CatalogContext,
    askedId?: string,
  ): Promise<ProductPayload> {
    loaders.forget();
    const id = outcome.kind === 'done' ? outcome.id : askedId;
    const product = id === undefined ? undefined : (await this.reader.productsById([id], true))[0];
    return { product: product ?? null, userErrors: outcome.kind === 'done' ? [] : [presentRefusal(outcome)] };
  }
}
