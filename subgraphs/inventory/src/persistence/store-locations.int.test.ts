import { newId } from '@agora/platform/ids';
import { openInventory } from '../inventory-fixture.suite';
import type { InventoryFixture } from '../inventory-fixture.suite';
import { applyCartChange } from './apply-cart-change.suite';
import { imbalances, line } from './stocked-database.suite';

let inventory: InventoryFixture;
beforeAll(async () => {
  inventory = await openInventory();
  await inventory.database.query(
    `INSERT INTO location (code, region, allocation_order, store_id) VALUES ('us-mall', 'US', 0, 'mall')`,
  );
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

const reserve = (sku: string, quantity: number, storeId?: string, cartId = newId()) =>
  inventory.reservations.reserve(
    {
      operationId: newId(),
      cartId,
      region: 'US',
      storeId,
      lines: [line(sku, quantity)],
      allowPartial: false,
    },
    {},
  );

test('a location of one store sells to that store only', async () => {
  await inventory.stock('own', 3, { location: 'us-mall' });
  await inventory.stock('own', 1);
  expect(await reserve('own', 2, 'main')).toMatchObject({ shortages: [{ available: 1 }] });
  expect(await reserve('own', 2)).toMatchObject({ shortages: [{ available: 1 }] });
  expect(await reserve('own', 4, 'mall')).toMatchObject({ kind: 'granted' });
  expect(await inventory.numbers('own', 'us-mall')).toMatchObject({ held: 3 });
});

test('availability says what a reserve of the store would get', async () => {
  await inventory.stock('shown', 3, { location: 'us-mall' });
  await inventory.stock('shown', 1);
  const source = `query ($sku: String!) { any: availability(sku: $sku) { quantityAvailable version }
    main: availability(sku: $sku, storeId: "main") { quantityAvailable } mall: availability(sku: $sku, storeId: "mall") { quantityAvailable }
    _entities(representations: [{ __typename: "ProductVariant", sku: "shown" }]) { ... on ProductVariant { availability(storeId: "mall") { quantityAvailable version } } } }`;
  expect((await inventory.run(source, { sku: 'shown' })).data).toEqual({
    any: { quantityAvailable: 1, version: 1 },
    main: { quantityAvailable: 1 },
    mall: { quantityAvailable: 4 },
    _entities: [{ availability: { quantityAvailable: 4, version: 2 } }],
  });
});

test('a cart stays with the store of its first reserve, also in its events and its order', async () => {
  await inventory.stock('kept', 5, { location: 'us-mall' });
  const [cartId, orderId] = [newId(), newId()];
  await reserve('kept', 1, 'mall', cartId);
  const change = { cartId, version: 1, operationId: undefined, quantities: new Map([['kept', 2]]) };
  await applyCartChange(inventory.database, change, 'US', {});
  expect(await inventory.numbers('kept', 'us-mall')).toMatchObject({ held: 2 });
  const order = { cartId, cartVersion: 2, orderId, region: 'US', storeId: 'main', holdSeconds: 900 };
  expect(await inventory.reservations.allocate({ ...order, lines: [line('kept', 4)] }, {})).toMatchObject({
    kind: 'allocated',
  });
  expect(await inventory.numbers('kept', 'us-mall')).toMatchObject({ allocated: 4 });
});

test('an order without a hold uses the store it names', async () => {
  await inventory.stock('direct', 2, { location: 'us-mall' });
  const order = { cartVersion: 1, region: 'US', holdSeconds: 900, lines: [line('direct', 2)] };
  const allocate = (storeId: string) =>
    inventory.reservations.allocate({ ...order, storeId, cartId: newId(), orderId: newId() }, {});
  expect((await allocate('main')).kind).toBe('insufficient');
  expect((await allocate('mall')).kind).toBe('allocated');
});
