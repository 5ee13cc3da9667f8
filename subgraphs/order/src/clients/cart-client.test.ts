import type { OperationContext } from '@agora/platform/server';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { CartSnapshot } from '../application/ports';
import { createCartClient } from './cart-client';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const LINE = {
  id: 'line-1',
  sku: 'MUG',
  title: 'Mug',
  quantity: 1,
  variant: { id: 'v-1' },
  attributes: [],
  unitPrice: { minorUnits: '1000' },
  acceptedUnitPrice: { minorUnits: '1000' },
  priceValidUntil: '2026-03-01T10:00:01.000Z',
};
const PROBLEM = {
  code: 'OUT_OF_STOCK',
  message: 'MUG is sold out.',
  lineId: 'line-1',
  availableQuantity: 0,
  blocksCheckout: true,
};

async function read(line: object, problems: readonly object[] = []): Promise<CartSnapshot | undefined> {
  const cart = {
    id: 'cart-1',
    version: 3,
    status: 'ACTIVE',
    storeId: 'main',
    channel: 'web',
    region: 'EU',
    currencyCode: 'EUR',
    customer: null,
    lines: [{ ...LINE, ...line }],
    coupons: [],
    problems,
  };
  const client: SubgraphClient = {
    call: <T extends object>() => Promise.resolve({ cart } as unknown as T),
  };
  const carts = createCartClient(client, { now: () => NOW, nowMs: () => NOW.getTime() });
  return carts.find('cart-1', {} as OperationContext);
}

describe('a line of a cart', () => {
  test('is agreed to at its price, also when the promise of it is over', async () => {
    const ended = { priceValidUntil: NOW.toISOString() };
    expect((await read({}))?.lines).toMatchObject([
      { heldUnitPriceMinor: 1_000n, agreedUnitPriceMinor: 1_000n },
    ]);
    expect((await read(ended))?.lines).toMatchObject([
      { heldUnitPriceMinor: null, agreedUnitPriceMinor: 1_000n },
    ]);
  });

  test('is agreed to at the higher price that was accepted', async () => {
    const accepted = { acceptedUnitPrice: { minorUnits: '1200' } };
    expect((await read(accepted))?.lines).toMatchObject([{ agreedUnitPriceMinor: 1_200n }]);
  });
});

test('of the problems only those that block the checkout count, with the sku of their line', async () => {
  const problems = [
    PROBLEM,
    { ...PROBLEM, code: 'BACKORDERED', blocksCheckout: false },
    { ...PROBLEM, code: 'VARIANT_UNAVAILABLE', lineId: 'line-9', availableQuantity: null },
  ];
  expect((await read({}, problems))?.blockingProblems).toEqual([
    { code: 'OUT_OF_STOCK', message: 'MUG is sold out.', sku: 'MUG', availableQuantity: 0 },
    { code: 'VARIANT_UNAVAILABLE', message: 'MUG is sold out.', sku: null, availableQuantity: null },
  ]);
});
