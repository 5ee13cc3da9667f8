import { idFrom } from '@agora/platform/ids';
import { DAY_MS } from '@agora/platform/time';
import { ASSORTMENT, COLOURS, ORIGINS } from './assortment';
import type { Range } from './assortment';
import type { Random } from './random';
import { REGION_LIST } from './regions';
import type { RegionCode } from './regions';

export interface SeedCategory {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly parentId: string | null;
}

export interface SeedVariant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly productTitle: string;
  readonly imageUrl: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly taxCategory: string;
  readonly weightGrams: number;
  /** List price in the smallest unit of each region's currency. */
  readonly prices: Readonly<Record<RegionCode, bigint>>;
  /** What it cost before, where it is reduced. */
  readonly formerPrices: Readonly<Record<RegionCode, bigint>> | null;
}

export interface SeedProduct {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly categoryId: string;
  readonly variants: readonly SeedVariant[];
  readonly createdAt: Date;
}

/** How many there are. */
export const PRODUCT_COUNT = 200;

/** The tree: departments first, then their ranges. */
export function seedCategories(): SeedCategory[] {
  return ASSORTMENT.flatMap((department) => {
    const top = {
      id: categoryId(department.slug),
      slug: department.slug,
      title: department.title,
      parentId: null,
    };
    return [
      top,
      ...department.ranges.map(({ slug, title }) => ({
        id: categoryId(slug),
        slug,
        title,
        parentId: top.id,
      })),
    ];
  });
}

function categoryId(slug: string): string {
  return idFrom(`category:${slug}`);
}

/** {@link PRODUCT_COUNT} products with three variants each, all in the shop. The first is always the linen shirt. */
export function seedProducts(random: Random, now: Date): SeedProduct[] {
  const ranges = ASSORTMENT.flatMap((department) => department.ranges);
  const share = Math.ceil(PRODUCT_COUNT / ranges.length);
  const drafts = ranges.flatMap((range) =>
    titlesOf(range)
      .slice(0, share)
      .map((title) => ({ range, title })),
  );
  return drafts
    .slice(0, PRODUCT_COUNT)
    .map(({ range, title }, index) => seedProduct({ range, ...title, number: index + 1 }, random, now));
}

interface Title {
  readonly material: string;
  readonly thing: string;
}

function titlesOf(range: Range): Title[] {
  return range.materials.flatMap((material) => range.things.map((thing) => ({ material, thing })));
}

function seedProduct(
  draft: Title & { readonly range: Range; readonly number: number },
  random: Random,
  now: Date,
): SeedProduct {
  const { range, material, thing, number } = draft;
  const title = `${material} ${thing}`;
  const slug = title.toLowerCase().replaceAll(' ', '-');
  const id = idFrom(`product:${String(number)}`);
  const ageDays = random.between(3, 400);
  const isReduced = random.chance(15);
  const cents = Math.round(random.between(range.price.from, range.price.to) / 100) * 100;
  const colour = random.pick(COLOURS);
  const weightGrams = random.between(range.weightGrams.from, range.weightGrams.to);
  const variants = range.option.values.map((value, position): SeedVariant => {
    const price = cents + position * range.price.step;
    const options = [
      { name: range.option.name, value },
      ...(range.option.name === 'Colour' ? [] : [{ name: 'Colour', value: colour }]),
    ];
    const sku = `${slug}-${value}`.toUpperCase();
    return {
      id: idFrom(`variant:${sku}`),
      productId: id,
      sku,
      title: options.map((option) => option.value).join(' / '),
      productTitle: title,
      imageUrl: `/media/${slug}.svg`,
      options,
      taxCategory: range.taxCategory,
      weightGrams,
      prices: priceTags(price),
      formerPrices: isReduced ? priceTags(Math.round((price * 1.25) / 100) * 100) : null,
    };
  });
  return {
    id,
    slug,
    title,
    description: `${article(material)} ${title.toLowerCase()} from ${random.pick(ORIGINS)}, made to be used every day and repaired when it needs it.`,
    tags: [
      range.slug,
      material.toLowerCase(),
      ...(ageDays <= 30 ? ['new'] : []),
      ...(isReduced ? ['sale'] : []),
    ],
    attributes: {
      material,
      origin: random.pick(ORIGINS),
      care: random.pick(['Wipe clean', 'Wash cold', 'Air only']),
    },
    categoryId: categoryId(range.slug),
    variants,
    createdAt: new Date(now.getTime() - ageDays * DAY_MS),
  };
}

function article(word: string): string {
  return /^[AEIOU]/.test(word) ? 'An' : 'A';
}

/** Price tags as shops write them: 39.00 dollars, 35.95 euros, 5,850 yen. */
function priceTags(usCents: number): Record<RegionCode, bigint> {
  const euroCents = Math.floor((usCents * 0.92) / 100) * 100 + 95;
  const yen = Math.round((usCents * 1.5) / 10) * 10;
  return { US: BigInt(usCents), EU: BigInt(euroCents), JP: BigInt(yen) };
}

/** What pricing's rows are made of: one entry per variant and region. */
export function priceEntries(
  products: readonly SeedProduct[],
): { region: RegionCode; sku: string; amountMinor: bigint; compareAtMinor: bigint | null }[] {
  const variants = products.flatMap((product) => product.variants);
  return REGION_LIST.flatMap(({ code }) =>
    variants.map(({ sku, prices, formerPrices }) => ({
      region: code,
      sku,
      amountMinor: prices[code],
      compareAtMinor: formerPrices?.[code] ?? null,
    })),
  );
}
