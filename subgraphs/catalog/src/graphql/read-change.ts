import type { GraphQLResolveInfo } from 'graphql';
import { actorOf } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { ChangeRequest } from '../application/ports';
import type { CatalogContext } from '../context';
import type { ProductDraft } from '../domain/create-product';
import type { ProductFields, VariantFields } from '../domain/product-rules';
import type {
  ProductCreateInput,
  ProductUpdateInput,
  ProductVariantInput,
} from './inputs/product-write.input';

const MAX_KEY_LENGTH = 200;

/**
 * Who asks for a change. The key of the input wins over the header; the header's is made one per mutation of the
 * document by the response name.
 * @throws AppError `BAD_USER_INPUT` for a key that is empty or longer than 200 characters.
 */
export function readRequest(
  context: CatalogContext,
  info: GraphQLResolveInfo,
  inputKey?: string | null,
): ChangeRequest {
  const headerKey =
    context.idempotencyKey === undefined ? undefined : `${context.idempotencyKey}#${String(info.path.key)}`;
  const key = inputKey ?? headerKey;
  if (key !== undefined && (key === '' || key.length > MAX_KEY_LENGTH))
    throw badInput('input.idempotencyKey', 'must have 1 to 200 characters');
  return {
    actor: actorOf(context.viewer),
    correlationId: context.correlationId,
    traceparent: context.traceparent,
    idempotencyKey: key,
  };
}

/** A new product as the domain knows it. */
export function readDraft(input: ProductCreateInput): ProductDraft {
  return {
    title: input.title,
    slug: input.slug ?? undefined,
    description: input.description ?? undefined,
    status: input.status ?? 'DRAFT',
    sellerId: input.sellerId ?? undefined,
    categoryIds: input.categoryIds ?? undefined,
    tags: input.tags ?? undefined,
    attributes: input.attributes ?? undefined,
    variants: input.variants.map(readVariant),
  };
}

/** The mentioned fields. Only description and attributes can be emptied by null. */
export function readFields(input: ProductUpdateInput): ProductFields {
  return {
    slug: input.slug ?? undefined,
    title: input.title ?? undefined,
    description: input.description,
    status: input.status ?? undefined,
    categoryIds: input.categoryIds ?? undefined,
    tags: input.tags ?? undefined,
    attributes: input.attributes,
  };
}

/** The mentioned fields of a variant. Only the weight can be emptied by null. */
export function readVariant(input: ProductVariantInput): VariantFields {
  return {
    sku: input.sku,
    title: input.title ?? undefined,
    options: input.options?.map(({ name, value }) => ({ name, value })),
    taxCategory: input.taxCategory ?? undefined,
    weightGrams: input.weightGrams,
  };
}
