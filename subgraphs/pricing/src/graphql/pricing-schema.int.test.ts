import { verifyPriceQuote } from '@agora/contracts/pricing/price-quote-signature';
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { BOOKS, QUOTE_SECRET, STAFF, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';

let pricing: PricingFixture;
beforeAll(async () => {
  pricing = await openPricing();
});
afterAll(() => pricing.close());

type Data = Record<string, unknown>;

async function data(document: string, variables?: Data, viewer?: Viewer): Promise<Data> {
  const result = await pricing.run(document, variables, viewer);
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)) as Data;
}

async function fault(document: string, variables?: Data, viewer?: Viewer): Promise<unknown> {
  return (await pricing.run(document, variables, viewer)).errors?.[0]?.originalError;
}

const CUSTOMER: Viewer = { ...ANONYMOUS, role: 'customer', subject: 'c1', customerId: 'c1' };

describe('the price of a variant', () => {
  const PRICE = `query ($sku: String!, $context: PriceContextInput) {
    price(sku: $sku, context: $context) {
      sku taxIncluded validUntil unitPrice { amount minorUnits currencyCode } compareAtPrice { amount }
      tiers { minimumQuantity unitPrice { amount } }
    }
  }`;

  test('in the default region, with its tiers and comparison price', async () => {
    expect(await data(PRICE, { sku: 'MUG' })).toEqual({
      price: {
        sku: 'MUG',
        taxIncluded: false,
        validUntil: '2026-01-15T12:30:00.000Z',
        unitPrice: { amount: '12.99', minorUnits: '1299', currencyCode: 'USD' },
        compareAtPrice: { amount: '15.99' },
        tiers: [
          { minimumQuantity: 1, unitPrice: { amount: '12.99' } },
          { minimumQuantity: 10, unitPrice: { amount: '10.99' } },
        ],
      },
    });
  });

  test.each([
    [{ quantity: 10 }, '10.99'],
    [{ region: 'EU' }, '11.90'],
    [{ region: 'JP' }, '1980'],
  ])('with %p it is %s', async (context, amount) => {
    expect(await data(PRICE, { sku: 'MUG', context })).toMatchObject({ price: { unitPrice: { amount } } });
  });

  test('null for a sku or currency without prices', async () => {
    expect(await data(PRICE, { sku: 'NONE' })).toEqual({ price: null });
    expect(await data(PRICE, { sku: 'MUG', context: { currencyCode: 'CHF' } })).toEqual({ price: null });
  });

  test('segments are believed from staff only', async () => {
    const variables = { sku: 'MUG', context: { customerSegments: ['vip'] } };
    expect(await data(PRICE, variables, STAFF)).toMatchObject({ price: { unitPrice: { amount: '9.99' } } });
    expect(await fault(PRICE, variables, CUSTOMER)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each([[{ quantity: 0 }], [{ quantity: 1_001 }], [{ region: 'MOON' }], [{ currencyCode: 'dollars' }]])(
    '%p is bad input',
    async (context) => {
      expect(await fault(PRICE, { sku: 'MUG', context })).toMatchObject({ code: 'BAD_USER_INPUT' });
    },
  );

  test('200 variants of a page are answered without a statement, unknown ones with a null price', async () => {
    const before = pricing.database.statements;
    const representations = Array.from({ length: 200 }, (_, index) => ({
      __typename: 'ProductVariant',
      sku: index % 2 === 0 ? 'MUG' : `NONE-${String(index)}`,
    }));
    const { _entities: entities } = (await data(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on ProductVariant { sku price { unitPrice { amount } } many: price(quantity: 12) { unitPrice { amount } } }
      } }`,
      { representations },
    )) as { _entities: unknown[] };
    expect(entities).toHaveLength(200);
    expect(entities[0]).toEqual({
      sku: 'MUG',
      price: { unitPrice: { amount: '12.99' } },
      many: { unitPrice: { amount: '10.99' } },
    });
    expect(entities[1]).toEqual({ sku: 'NONE-1', price: null, many: null });
    expect(pricing.database.statements).toBe(before);
  });
});

describe('a quote', () => {
  const QUOTE = `query ($input: PriceQuoteInput!) {
    priceQuote(input: $input) {
      id validUntil signature subtotal { ...M } discount { ...M } tax { ...M } total { ...M }
      lines { sku quantity unitPrice { ...M } subtotal { ...M } discount { ...M } tax { ...M } total { ...M } }
    }
  }
  fragment M on Money { minorUnits currencyCode }`;
  type Shown = Record<string, { minorUnits: string; currencyCode: string }>;
  type ShownQuote = Shown & {
    id: string;
    validUntil: string;
    signature: string;
    lines: (Shown & { sku: string; quantity: number })[];
  };

  const minor = (shown: Shown, name: string): bigint => BigInt(shown[name]?.minorUnits ?? '');
  const amounts = (shown: Shown) => ({
    subtotalMinor: minor(shown, 'subtotal'),
    discountMinor: minor(shown, 'discount'),
    taxMinor: minor(shown, 'tax'),
    totalMinor: minor(shown, 'total'),
  });

  test('adds up, is signed over what is shown, and costs no statement', async () => {
    const before = pricing.database.statements;
    const lines = [
      { sku: 'NOVEL', quantity: 2 },
      { sku: 'MUG', quantity: 3 },
    ];
    const { priceQuote } = await data(QUOTE, { input: { lines, context: { region: 'EU' } } });
    const quote = priceQuote as ShownQuote;
    expect(pricing.database.statements).toBe(before);
    expect(amounts(quote)).toEqual({
      subtotalMinor: 5_710n,
      discountMinor: 0n,
      taxMinor: 710n,
      totalMinor: 5_710n,
    });
    const signed = {
      id: quote.id,
      currencyCode: quote['total']?.currencyCode ?? '',
      validUntil: new Date(quote.validUntil),
      totals: amounts(quote),
      lines: quote.lines.map((line) => ({
        sku: line.sku,
        quantity: line.quantity,
        unitPriceMinor: minor(line, 'unitPrice'),
        ...amounts(line),
      })),
      shippingMinor: null,
      promotions: [],
    };
    expect(verifyPriceQuote(QUOTE_SECRET, signed, quote.signature, pricing.clock.now())).toBe('valid');
  });

  test('with a sku that has no price is bad input that names it', async () => {
    const lines = [
      { sku: 'MUG', quantity: 1 },
      { sku: 'GONE', quantity: 1 },
    ];
    expect(await fault(QUOTE, { input: { lines } })).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: [{ field: 'input.lines.1.sku', message: 'GONE has no price here' }],
    });
  });
});

test('tax rates are public, by region', async () => {
  expect(await data('{ taxRates(region: "EU") { category basisPoints inclusive } }')).toEqual({
    taxRates: [
      { category: 'books', basisPoints: 700, inclusive: true },
      { category: 'standard', basisPoints: 1_900, inclusive: true },
    ],
  });
  const { taxRates } = await data('{ taxRates { region } }');
  expect(taxRates).toHaveLength(4);
});

describe('price books', () => {
  const PAGE = `query ($after: String) { priceBooks(first: 3, after: $after) {
    nodes { name region segment currencyCode active } totalCount pageInfo { hasNextPage endCursor }
  } }`;

  test('staff pages through them by name', async () => {
    const { priceBooks: first } = (await data(PAGE, {}, STAFF)) as {
      priceBooks: { nodes: unknown[]; pageInfo: { endCursor: string } };
    };
    expect(first).toMatchObject({
      nodes: [{ name: 'Europe' }, { name: 'Japan' }, { name: 'United States' }],
      totalCount: 4,
      pageInfo: { hasNextPage: true },
    });
    expect(await data(PAGE, { after: first.pageInfo.endCursor }, STAFF)).toEqual({
      priceBooks: {
        nodes: [
          { name: 'United States, VIP', region: 'US', segment: 'vip', currencyCode: 'USD', active: true },
        ],
        totalCount: 4,
        pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
      },
    });
  });

  test('nobody else does', async () => {
    expect(await fault(PAGE)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await fault(PAGE, {}, CUSTOMER)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('setting a price', () => {
  const SET = `mutation ($input: PriceSetInput!) { priceSet(input: $input) {
    price { priceBook { name } sku minimumQuantity amount { amount } compareAtPrice { amount } version }
    committedVersion replayed
    userErrors { code field ... on VersionConflictError { expectedVersion currentVersion } }
  } }`;
  const input = { priceBookId: BOOKS.us, sku: 'NOVEL', amount: { amount: '21.5', currencyCode: 'USD' } };

  test('is seen by the next query, and its repeat changes nothing', async () => {
    const variables = { input: { ...input, expectedVersion: 1, idempotencyKey: 'k1' } };
    const price = {
      priceBook: { name: 'United States' },
      sku: 'NOVEL',
      minimumQuantity: 1,
      amount: { amount: '21.50' },
      compareAtPrice: null,
      version: 2,
    };
    expect(await data(SET, variables, STAFF)).toEqual({
      priceSet: { price, committedVersion: 2, replayed: false, userErrors: [] },
    });
    expect(await data('{ price(sku: "NOVEL") { unitPrice { amount } } }')).toEqual({
      price: { unitPrice: { amount: '21.50' } },
    });
    expect(await data(SET, variables, STAFF)).toEqual({
      priceSet: { price, committedVersion: 2, replayed: true, userErrors: [] },
    });
  });

  test('on a stale version is refused with the current state', async () => {
    expect(
      await data(
        SET,
        { input: { ...input, expectedVersion: 1, amount: { amount: '1', currencyCode: 'USD' } } },
        STAFF,
      ),
    ).toMatchObject({
      priceSet: {
        price: { version: 2 },
        committedVersion: null,
        userErrors: [{ code: 'VERSION_CONFLICT', expectedVersion: 1, currentVersion: 2 }],
      },
    });
  });

  test('with more decimals than the currency has is bad input', async () => {
    const wrong = { ...input, amount: { amount: '1.999', currencyCode: 'USD' } };
    expect(await fault(SET, { input: wrong }, STAFF)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('is for staff', async () => {
    expect(await fault(SET, { input })).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await fault(SET, { input }, CUSTOMER)).toMatchObject({ code: 'FORBIDDEN' });
  });
});
