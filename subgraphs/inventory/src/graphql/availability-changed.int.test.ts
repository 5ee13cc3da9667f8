import type { ExecutionResult } from 'graphql';
import { newId } from '@agora/platform/ids';
import { STAFF, faultsOf, openInventory } from '../inventory-fixture.suite';
import type { InventoryFixture } from '../inventory-fixture.suite';
import { pokeStock } from '../live/stock-channel';
import { line } from '../persistence/stocked-database.suite';

let inventory: InventoryFixture;
let relayed: bigint;
beforeAll(async () => {
  inventory = await openInventory();
  relayed = 0n;
});
afterAll(() => inventory.drop());

interface Change {
  readonly sku: string;
  readonly version: number;
  readonly availability: { readonly status: string; readonly quantityAvailable: number | null };
}

const CHANGED = `subscription ($skus: [String!]!, $region: String) { availabilityChanged(skus: $skus, region: $region) {
  sku version availability { status quantityAvailable backorderable version } variant { sku availability(region: "US") { version } } } }`;

async function watch(
  skus: readonly string[],
  region: string | null = null,
  document = CHANGED,
): Promise<AsyncGenerator<ExecutionResult>> {
  const result = await inventory.watch(document, { skus, region });
  if (!(Symbol.asyncIterator in result)) throw new Error(JSON.stringify(result.errors));
  return result;
}

async function next(messages: AsyncGenerator<ExecutionResult>): Promise<Change> {
  const { value } = (await messages.next()) as { value: ExecutionResult };
  expect(value.errors).toBeUndefined();
  return value.data?.['availabilityChanged'] as Change;
}

/** Tells watchers what the relay would tell them: every event that was written since the last call. */
async function relay(): Promise<number> {
  const rows = await inventory.database.query<{
    seq: string;
    type: string;
    payload: Record<string, unknown>;
    aggregate_version: number;
  }>('SELECT seq, type, payload, aggregate_version FROM outbox WHERE seq > $1 ORDER BY seq', [
    String(relayed),
  ]);
  for (const row of rows) {
    relayed = BigInt(row.seq);
    await pokeStock(inventory.pubsub, row);
  }
  return rows.length;
}

const reserve = (sku: string, quantity = 1) =>
  inventory.reservations.reserve(
    {
      operationId: newId(),
      cartId: newId(),
      region: 'US',
      lines: [line(sku, quantity)],
      allowPartial: false,
    },
    {},
  );

describe('watching availability', () => {
  test('begins with what every sku looks like now, also one nobody has heard of', async () => {
    await inventory.stock('first', 3);
    await inventory.stock('second', 50);
    const messages = await watch(['first', 'second', 'nothing', 'first']);
    const seen = [await next(messages), await next(messages), await next(messages)];
    expect(seen).toEqual([
      expect.objectContaining({
        sku: 'first',
        version: 1,
        availability: { status: 'LOW_STOCK', quantityAvailable: 3, backorderable: false, version: 1 },
        variant: { sku: 'first', availability: { version: 1 } },
      }),
      expect.objectContaining({ sku: 'second', version: 1 }),
      expect.objectContaining({
        sku: 'nothing',
        version: 0,
        variant: { sku: 'nothing', availability: null },
      }),
    ]);
    await messages.return(undefined);
  });

  test('tells each change that can be seen, and nothing else', async () => {
    await inventory.stock('seen', 13);
    const messages = await watch(['seen']);
    expect(await next(messages)).toMatchObject({ availability: { status: 'IN_STOCK' } });
    await reserve('seen');
    await relay();
    await reserve('seen', 2);
    await relay();
    expect(await next(messages)).toMatchObject({
      version: 3,
      availability: { status: 'LOW_STOCK', quantityAvailable: 10 },
      variant: { availability: { version: 3 } },
    });
    await reserve('seen', 10);
    await relay();
    expect(await next(messages)).toMatchObject({ version: 4, availability: { status: 'OUT_OF_STOCK' } });
    await messages.return(undefined);
  });

  test('never goes back, however many changes and pokes come at once', async () => {
    await inventory.stock('rush', 9);
    await inventory.stock('rush', 9, { location: 'us-west' });
    const messages = await watch(['rush']);
    const seen = [await next(messages)];
    const poking = (async () => {
      while ((await inventory.numbers('rush', 'us-west')).available > 0) await relay();
      await relay();
    })();
    await Promise.all(Array.from({ length: 18 }, () => reserve('rush')));
    await poking;
    while (seen.at(-1)?.availability.quantityAvailable !== 0) seen.push(await next(messages));
    const versions = seen.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((one, other) => one - other));
    await messages.return(undefined);
  });

  test('is of one region', async () => {
    await inventory.stock('where', 3);
    await inventory.stock('where', 5, { location: 'eu-1' });
    const messages = await watch(['where'], 'EU');
    expect(await next(messages)).toMatchObject({ availability: { quantityAvailable: 5 } });
    await reserve('where');
    await relay();
    await inventory.run(
      'mutation { stockSet(input: { sku: "where", location: "eu-1", quantity: 2 }) { userErrors { code } } }',
      {},
      STAFF,
    );
    await relay();
    expect(await next(messages)).toMatchObject({ version: 2, availability: { quantityAvailable: 2 } });
    await messages.return(undefined);
  });

  test('shows a changed threshold in both directions', async () => {
    await inventory.stock('shown', 20);
    const policy = (lowStockThreshold: number) =>
      inventory.run(
        `mutation { stockPolicySet(input: { sku: "shown", location: "us-east", lowStockThreshold: ${String(lowStockThreshold)} }) { userErrors { code } } }`,
        {},
        STAFF,
      );
    const messages = await watch(['shown']);
    expect(await next(messages)).toMatchObject({ availability: { quantityAvailable: null } });
    for (const [threshold, quantityAvailable] of [
      [30, 20],
      [5, null],
    ] as const) {
      await policy(threshold);
      expect(await relay()).toBe(1);
      expect(await next(messages)).toMatchObject({ availability: { quantityAvailable } });
    }
    await messages.return(undefined);
  });

  test('shows that backorders are possible again although there is plenty', async () => {
    await inventory.stock('again', 0, { backorderLimit: 2 });
    await reserve('again', 2);
    await relay();
    const messages = await watch(['again']);
    expect(await next(messages)).toMatchObject({
      availability: { status: 'OUT_OF_STOCK', backorderable: false },
    });
    await inventory.run(
      'mutation { stockSet(input: { sku: "again", location: "us-east", quantity: 500 }) { userErrors { code } } }',
      {},
      STAFF,
    );
    await relay();
    expect(await next(messages)).toMatchObject({
      availability: { status: 'IN_STOCK', backorderable: false },
    });
    await inventory.upkeep.fillBackorders(10);
    await relay();
    expect(await next(messages)).toMatchObject({ availability: { status: 'IN_STOCK', backorderable: true } });
    await messages.return(undefined);
  });

  test('sees a location with few although the threshold of another decides', async () => {
    await inventory.stock('uneven', 8);
    await inventory.stock('uneven', 1, { location: 'us-west' });
    await inventory.database.query(
      `UPDATE stock SET low_stock_threshold = 2 WHERE sku = 'uneven' AND location = 'us-east'`,
    );
    await relay();
    const messages = await watch(['uneven']);
    expect(await next(messages)).toMatchObject({ availability: { quantityAvailable: 9 } });
    await reserve('uneven');
    await relay();
    expect(await next(messages)).toMatchObject({ availability: { quantityAvailable: 8 } });
    await messages.return(undefined);
  });

  test('of many watchers that one poke wakes is one statement', async () => {
    await inventory.stock('popular', 5);
    const plain =
      'subscription ($skus: [String!]!) { availabilityChanged(skus: $skus) { availability { status } } }';
    const watchers = await Promise.all(Array.from({ length: 20 }, () => watch(['popular'], null, plain)));
    await Promise.all(watchers.map((messages) => messages.next()));
    const waiting = watchers.map((messages) => messages.next());
    await reserve('popular');
    const before = inventory.database.statements;
    await relay();
    await Promise.all(waiting);
    // One for the relay's own look at the outbox.
    expect(inventory.database.statements - before).toBe(2);
    await Promise.all(watchers.map((messages) => messages.return(undefined)));
  });

  test.each([
    [[], 'skus'],
    [Array.from({ length: 51 }, (_, n) => `s${String(n)}`), 'skus'],
    [['MUG', ''], 'skus.1'],
    [['MUG\u0000'], 'skus.0'],
    [['x'.repeat(10_240)], 'skus.0'],
  ])('of %j is refused', async (skus, field) => {
    const result = (await inventory.watch(CHANGED, { skus })) as ExecutionResult;
    expect(faultsOf(result)).toEqual([{ code: 'BAD_USER_INPUT', fields: [field] }]);
  });

  test('in a malformed region is refused', async () => {
    const result = (await inventory.watch(CHANGED, { skus: ['MUG'], region: 'U\u0000' })) as ExecutionResult;
    expect(faultsOf(result)).toEqual([{ code: 'BAD_USER_INPUT', fields: ['region'] }]);
  });
});
