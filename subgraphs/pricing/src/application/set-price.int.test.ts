import { BOOKS, REQUEST, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import type { SetPrice } from '../domain/set-price';
import { setPrice } from './set-price';
import type { ChangeOutcome } from './carry-out-change';

let pricing: PricingFixture;
beforeEach(async () => {
  pricing = await openPricing();
});
afterEach(() => pricing.close());

const command = (fields: Partial<SetPrice> & { readonly amountMinor?: bigint } = {}): SetPrice => {
  const { amountMinor = 1_499n, ...others } = fields;
  const amount = { amountMinor, currency: 'USD' };
  return {
    priceBookId: BOOKS.us,
    sku: 'MUG',
    minimumQuantity: 1,
    amount,
    expectedVersion: undefined,
    ...others,
  };
};
const set = (fields?: Parameters<typeof command>[0], idempotencyKey?: string): Promise<ChangeOutcome> =>
  setPrice(pricing.deps, command(fields), { ...REQUEST, idempotencyKey });
const standing = async () => (await pricing.reader.price(command()))?.price;
const audited = () =>
  pricing.database.query<{ action: string; actor: string }>('SELECT action, actor FROM audit_log');

test('the price, its audit entry and its event are written together, and prices answer with it at once', async () => {
  expect(await set({ expectedVersion: 1 })).toEqual({
    kind: 'done',
    id: expect.any(String),
    version: 2,
    replayed: false,
  });
  expect(await standing()).toMatchObject({ amountMinor: 1_499n, compareAtMinor: 1_599n, version: 2 });
  expect(await audited()).toEqual([{ action: 'priceSet', actor: 'support:s1' }]);
  expect(await pricing.events()).toEqual([
    {
      type: 'pricing.updated.v1',
      aggregate_id: 'MUG',
      aggregate_version: 2,
      payload: {
        sku: 'MUG',
        price_book_id: BOOKS.us,
        minimum_quantity: 1,
        currency_code: 'USD',
        amount_minor: '1499',
        version: 2,
        cause: 'PRICE_SET',
      },
    },
  ]);
  expect(
    pricing.index
      .prices(BOOKS.us, 'MUG')
      .map(({ amountMinor }) => amountMinor)
      .sort(),
  ).toEqual([1_099n, 1_499n]);
});

test('a first price of a new sku or tier is version 1', async () => {
  expect(await set({ sku: 'NEW-SKU', expectedVersion: 0 })).toMatchObject({ kind: 'done', version: 1 });
  expect(await set({ minimumQuantity: 50 })).toMatchObject({ kind: 'done', version: 1 });
  expect(pricing.index.prices(BOOKS.us, 'NEW-SKU')).toHaveLength(1);
});

test('a refusal writes nothing', async () => {
  expect(await set({ expectedVersion: 7 })).toEqual({
    kind: 'versionConflict',
    expectedVersion: 7,
    currentVersion: 1,
  });
  expect(await set({ priceBookId: 'not-a-book' })).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
  expect(await set({ priceBookId: '0192f0c1-0000-7000-8000-000000000001' })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await set({ amount: { amountMinor: 1n, currency: 'EUR' } })).toMatchObject({
    code: 'CURRENCY_MISMATCH',
  });
  expect([await pricing.events(), await audited()]).toEqual([[], []]);
  expect(await standing()).toMatchObject({ amountMinor: 1_299n, version: 1 });
});

test('the price it already has is done without a version, an event or an audit entry', async () => {
  expect(await set({ amountMinor: 1_299n }, 'key')).toEqual({
    kind: 'done',
    id: expect.any(String),
    version: 1,
    replayed: false,
  });
  expect([await pricing.events(), await audited()]).toEqual([[], []]);
});

test('the same key ten times at once: one effect, the others replay it or say that it is under way', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => set({}, 'one key')));
  const done = outcomes.filter(({ kind }) => kind === 'done');
  expect(done.filter((outcome) => outcome.kind === 'done' && !outcome.replayed)).toHaveLength(1);
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject(
      outcome.kind === 'done' ? { version: 2 } : { code: 'IDEMPOTENCY_IN_PROGRESS' },
    );
  }
  expect(await pricing.events()).toHaveLength(1);
  expect(await set({}, 'one key')).toEqual({
    kind: 'done',
    id: expect.any(String),
    version: 2,
    replayed: true,
  });
  expect(await set({ amountMinor: 1n }, 'one key')).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

test('a refused key may succeed later', async () => {
  expect(await set({ expectedVersion: 9 }, 'key')).toMatchObject({ kind: 'versionConflict' });
  expect(await set({ expectedVersion: 9 }, 'key')).toMatchObject({ kind: 'versionConflict' });
  await pricing.database.query('UPDATE price SET version = 9 WHERE price_book_id = $1 AND sku = $2', [
    BOOKS.us,
    'MUG',
  ]);
  expect(await set({ expectedVersion: 9 }, 'key')).toMatchObject({ kind: 'done', version: 10 });
});

test('writers of one price take turns: versions without a gap, events in their order, one winner per expected version', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, (_, index) => set({ amountMinor: BigInt(2_000 + index) })),
  );
  expect(
    outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.version : 0)).sort((a, b) => a - b),
  ).toEqual(Array.from({ length: 12 }, (_, index) => index + 2));
  const versions = (await pricing.events()).map((event) => event.aggregate_version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  const rivals = await Promise.all(
    Array.from({ length: 8 }, (_, index) => set({ amountMinor: BigInt(3_000 + index), expectedVersion: 13 })),
  );
  expect(rivals.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  expect(rivals.filter(({ kind }) => kind === 'versionConflict')).toHaveLength(7);
});
