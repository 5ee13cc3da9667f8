import { badInput } from '@agora/platform/errors';
import type { ProductQuery } from '../application/reading';
import { PRODUCT_STATUSES } from '../domain/product';
import type { ProductStatus } from '../domain/product';
import type { ProductFilter, ProductListArgs } from './inputs/product-list.args';

const MAX_LIST = 100;
const MAX_TEXT = 200;

/**
 * The query a caller's filter means, for what this caller may see: without the right to see hidden products a
 * filter for other statuses finds nothing.
 * @throws AppError `BAD_USER_INPUT` naming the argument that is too long.
 */
export function readProductQuery(
  args: Pick<ProductListArgs, 'query' | 'filter'>,
  includeHidden: boolean,
): ProductQuery {
  const text = args.query?.trim() ?? '';
  if (text.length > MAX_TEXT) throw badInput('query', 'must have at most 200 characters');
  const filter = args.filter ?? {};
  return {
    text: text === '' ? undefined : text,
    statuses: statusesOf(filter.status ?? undefined, includeHidden),
    sellerId: filter.sellerId ?? undefined,
    updatedFrom: filter.updatedAt?.from ?? undefined,
    updatedTo: filter.updatedAt?.to ?? undefined,
    ...lists(filter),
  };
}

function lists(
  filter: ProductFilter,
): Pick<ProductQuery, 'ids' | 'skus' | 'categoryIds' | 'tags' | 'attributes'> {
  return {
    ids: bounded('ids', filter.ids),
    skus: bounded('skus', filter.skus),
    categoryIds: bounded('categoryIds', filter.categoryIds),
    tags: bounded('tags', filter.tags),
    attributes: attributesOf(bounded('attributes', filter.attributes)),
  };
}

function statusesOf(
  asked: readonly ProductStatus[] | undefined,
  includeHidden: boolean,
): readonly ProductStatus[] {
  const allowed: readonly ProductStatus[] = includeHidden ? PRODUCT_STATUSES : ['ACTIVE'];
  return asked === undefined ? allowed : allowed.filter((status) => asked.includes(status));
}

/** @throws AppError `BAD_USER_INPUT` for a list of more than 100. */
export function bounded<T>(name: string, values: readonly T[] | null | undefined): readonly T[] | undefined {
  if ((values?.length ?? 0) > MAX_LIST) throw badInput(name, 'must have at most 100 members');
  return values ?? undefined;
}

function attributesOf(
  attributes: readonly { readonly key: string; readonly value: string }[] | undefined,
): Readonly<Record<string, string>> | undefined {
  return attributes === undefined
    ? undefined
    : Object.fromEntries(attributes.map(({ key, value }) => [key, value]));
}
