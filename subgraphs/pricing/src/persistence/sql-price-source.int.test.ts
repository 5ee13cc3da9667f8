import { idFrom } from '@agora/platform/ids';
import { BOOKS, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { recordVariants } from './catalog-variant-writer';
import { createPriceSource } from './sql-price-source';

let pricing: PricingFixture;
beforeAll(async () => {
  pricing = await openPricing();
});
afterAll(() => pricing.close());

describe('reading prices', () => {
  test('everything at first, then only what was written since, in the types of the domain', async () => {
    const source = createPriceSource(pricing.database);
    const all = await source.changes(undefined);
    expect([all.books.length, all.prices.length, all.regions.length, all.taxRates.length]).toEqual([
      4, 7, 3, 4,
    ]);
    expect(all.taxCategories).toEqual([{ sku: 'NOVEL', category: 'books' }]);
    expect(
      all.prices.find(({ sku, priceBookId }) => sku === 'NOVEL' && priceBookId === BOOKS.us),
    ).toMatchObject({
      amountMinor: 1_900n,
      compareAtMinor: undefined,
      minimumQuantity: 1,
      version: 1,
      validFrom: undefined,
    });
    await pricing.database.query(
      `UPDATE price SET amount_minor = 1880 WHERE sku = 'MUG' AND price_book_id = $1`,
      [BOOKS.jp],
    );
    const changes = await source.changes(all.readAt);
    expect(changes.prices.map(({ amountMinor }) => amountMinor)).toEqual([1_880n]);
    expect([changes.books, changes.regions, changes.taxRates, changes.taxCategories]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(changes.readAt.getTime()).toBeGreaterThan(all.readAt.getTime());
  });

  test('no writer can hide a change by its own time', async () => {
    const source = createPriceSource(pricing.database);
    const { readAt } = await source.changes(undefined);
    await pricing.database.query(
      `UPDATE tax_rate SET basis_points = 900, updated_at = '2000-01-01' WHERE region = 'US'`,
    );
    expect((await source.changes(readAt)).taxRates).toMatchObject([{ region: 'US', basisPoints: 900 }]);
  });
});

describe('what the catalog says about variants', () => {
  const facts = (productVersion: number, taxCategory: string, product = 'product:novel') => ({
    sku: 'NOVEL',
    variantId: idFrom('variant:novel'),
    productId: idFrom(product),
    productVersion,
    taxCategory,
  });
  const stored = async (): Promise<string | undefined> =>
    (
      await pricing.database.query<{ tax_category: string }>(
        `SELECT tax_category FROM catalog_variant WHERE sku = 'NOVEL'`,
      )
    )[0]?.tax_category;

  test('a newer version replaces the row, an older or equal one never does', async () => {
    await recordVariants(pricing.database, [facts(5, 'luxury')]);
    await recordVariants(pricing.database, [facts(4, 'toys')]);
    await recordVariants(pricing.database, [facts(5, 'food')]);
    expect(await stored()).toBe('luxury');
  });

  test('a sku that moved to another product follows it, whatever its version', async () => {
    await recordVariants(pricing.database, [facts(1, 'gifts', 'product:other')]);
    expect(await stored()).toBe('gifts');
  });

  test('a product without variants is no statement', async () => {
    const before = pricing.database.statements;
    await recordVariants(pricing.database, []);
    expect(pricing.database.statements).toBe(before);
  });
});

describe('the database refuses', () => {
  const insert = (columns: Record<string, unknown>): Promise<unknown> => {
    const row = {
      id: idFrom(JSON.stringify(columns, (_, value: unknown) => String(value))),
      price_book_id: BOOKS.us,
      sku: 'X',
      amount_minor: 1n,
      ...columns,
    };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${String(index + 1)}`);
    return pricing.database.query(
      `INSERT INTO price (${names.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  };

  test.each<[string, Record<string, unknown>]>([
    ['price_amount_ck', { amount_minor: -1n }],
    ['price_amount_ck', { amount_minor: 10n ** 12n + 1n }],
    ['price_compare_at_ck', { compare_at_minor: 1n }],
    ['price_quantity_ck', { minimum_quantity: 0 }],
    ['price_window_ck', { valid_from: '2026-02-01', valid_until: '2026-02-01' }],
    ['price_sku_ck', { sku: 'lower case' }],
    ['price_standing_uq', { sku: 'MUG' }],
    ['price_book_fk', { price_book_id: idFrom('no book') }],
  ])('%s', async (constraint, columns) => {
    await expect(insert(columns)).rejects.toMatchObject({ constraint });
  });

  test('but a second price of a tier with a window is welcome', async () => {
    await expect(insert({ sku: 'MUG', valid_from: '2026-02-01' })).resolves.toEqual([]);
  });
});
