import { DAY_MS } from '@agora/platform/time';
import { ASSORTMENT } from './assortment';
import { priceEntries } from './products';
import type { SeedProduct } from './products';
import type { RegionCode } from './regions';

/** A price of a region's book. */
export interface SeedPrice {
  readonly region: RegionCode;
  readonly sku: string;
  readonly minimumQuantity: number;
  readonly amountMinor: bigint;
  readonly compareAtMinor: bigint | null;
  readonly floorMinor: bigint | null;
}

/** What a price was for a time. */
export interface SeedPastPrice {
  readonly region: RegionCode;
  readonly sku: string;
  readonly amountMinor: bigint;
  readonly since: Date;
  readonly until: Date;
}

const FROM_TEN = 10;

/** Every sku in every region; lamps have a floor, and of kitchen things ten or more cost 10 % less each. */
export function seedPrices(products: readonly SeedProduct[]): SeedPrice[] {
  const [kitchen, lighting] = [skusOf(products, 'kitchen'), skusOf(products, 'lighting')];
  return priceEntries(products).flatMap((entry) => {
    const floorMinor = lighting.has(entry.sku) ? part(entry.amountMinor, 70n) : null;
    const standing = { ...entry, minimumQuantity: 1, floorMinor };
    const tier = {
      ...standing,
      minimumQuantity: FROM_TEN,
      amountMinor: part(entry.amountMinor, 90n),
      compareAtMinor: null,
    };
    return kitchen.has(entry.sku) ? [standing, tier] : [standing];
  });
}

/** Footwear was dearer until three weeks ago and cheaper from then to now: its lowest price of 30 days is below today's. */
export function seedPriceHistory(products: readonly SeedProduct[], now: Date): SeedPastPrice[] {
  const footwear = skusOf(products, 'footwear');
  const day = (days: number): Date => new Date(now.getTime() + days * DAY_MS);
  return priceEntries(products)
    .filter(({ sku }) => footwear.has(sku))
    .flatMap(({ region, sku, amountMinor }) => [
      { region, sku, amountMinor: part(amountMinor, 110n), since: day(-75), until: day(-21) },
      { region, sku, amountMinor: part(amountMinor, 95n), since: day(-21), until: now },
    ]);
}

function skusOf(products: readonly SeedProduct[], slug: string): ReadonlySet<string> {
  const range = ASSORTMENT.flatMap(({ ranges }) => ranges).find((one) => one.slug === slug);
  if (range === undefined) throw new RangeError(`no range ${slug}`);
  const members = products.filter(({ tags }) => tags.includes(range.slug));
  return new Set(members.flatMap(({ variants }) => variants.map(({ sku }) => sku)));
}

function part(amountMinor: bigint, percent: bigint): bigint {
  return (amountMinor * percent) / 100n;
}
