import type { ProductStatus, SelectedOption } from './product';
import { PRODUCT_LIMITS } from './product';
import { refused } from './refusal';
import type { Refusal } from './refusal';
import { isSlug } from './slug';

const SKU = /^[A-Z0-9][A-Z0-9._-]{0,63}$/;

/** The part of a variant a caller gives; what is left out keeps its value or gets the default. */
export interface VariantFields {
  readonly sku: string;
  readonly title?: string | undefined;
  readonly options?: readonly SelectedOption[] | undefined;
  readonly taxCategory?: string | undefined;
  readonly weightGrams?: number | null | undefined;
}

/** The part of a product a caller gives; undefined means "not mentioned". */
export interface ProductFields {
  readonly slug?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly status?: ProductStatus | undefined;
  readonly categoryIds?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly attributes?: unknown;
}

type Check = (fields: ProductFields) => Refusal | undefined;

const CHECKS: readonly Check[] = [
  ({ slug }) =>
    slug === undefined || isSlug(slug)
      ? undefined
      : refused(
          'INVALID_VALUE',
          'must be lower-case letters, digits and single hyphens, at most 100',
          'slug',
        ),
  ({ title }) =>
    title === undefined || isText(title, PRODUCT_LIMITS.titleLength)
      ? undefined
      : refused('INVALID_VALUE', 'must have 1 to 200 characters', 'title'),
  ({ description }) =>
    (description?.length ?? 0) <= PRODUCT_LIMITS.descriptionLength
      ? undefined
      : refused('INVALID_VALUE', 'must have at most 5,000 characters', 'description'),
  ({ tags }) =>
    tags === undefined || areTags(tags)
      ? undefined
      : refused('INVALID_VALUE', 'at most 50 different tags of 1 to 40 characters', 'tags'),
  ({ categoryIds }) =>
    categoryIds === undefined || (categoryIds.length <= PRODUCT_LIMITS.categories && areDistinct(categoryIds))
      ? undefined
      : refused('INVALID_VALUE', 'at most 20 different categories', 'categoryIds'),
  ({ attributes }) =>
    attributes === undefined || attributes === null || isSmallObject(attributes)
      ? undefined
      : refused('INVALID_VALUE', 'must be a JSON object of at most 10,000 characters', 'attributes'),
];

/** The first rule these fields break, or undefined. Says nothing about what only the database knows (uniqueness). */
export function brokenProductRule(fields: ProductFields): Refusal | undefined {
  for (const check of CHECKS) {
    const refusal = check(fields);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The first rule a variant breaks, or undefined. `path` is where it stands in the input. */
export function brokenVariantRule(variant: VariantFields, ...path: readonly string[]): Refusal | undefined {
  const invalid = (message: string, field: string): Refusal =>
    refused('INVALID_VALUE', message, ...path, field);
  if (!SKU.test(variant.sku))
    return invalid('must be 1 to 64 of A-Z, 0-9, dot, hyphen and underscore', 'sku');
  if (variant.title !== undefined && !isText(variant.title, PRODUCT_LIMITS.titleLength))
    return invalid('must have 1 to 200 characters', 'title');
  if (variant.taxCategory !== undefined && !/^[a-z][a-z0-9_-]{0,31}$/.test(variant.taxCategory))
    return invalid('is not a tax category', 'taxCategory');
  const weight = variant.weightGrams ?? 0;
  if (weight < 0 || weight > 10_000_000) return invalid('must be from 0 to 10,000,000', 'weightGrams');
  return areOptions(variant.options ?? [])
    ? undefined
    : invalid('at most 5 options with different names', 'options');
}

function areOptions(options: readonly SelectedOption[]): boolean {
  return (
    options.length <= PRODUCT_LIMITS.optionsPerVariant &&
    areDistinct(options.map(({ name }) => name)) &&
    options.every(({ name, value }) => isText(name, 40) && isText(value, 80))
  );
}

function isText(text: string, maxLength: number): boolean {
  return text.trim() !== '' && text.length <= maxLength;
}

function areTags(tags: readonly string[]): boolean {
  return (
    tags.length <= PRODUCT_LIMITS.tags &&
    areDistinct(tags) &&
    tags.every((tag) => isText(tag, PRODUCT_LIMITS.tagLength))
  );
}

function areDistinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function isSmallObject(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    JSON.stringify(value).length <= PRODUCT_LIMITS.attributesLength
  );
}
