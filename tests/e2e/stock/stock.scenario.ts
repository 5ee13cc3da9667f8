import {
  AvailabilityChangedDocument,
  AvailabilityDocument,
  CartChangedDocument,
  CartPricesDocument,
  LocationUpsertDocument,
  ReservationDocument,
  StockAdjustDocument,
  StockHistoryDocument,
  StockLevelsDocument,
  StockLocationsDocument,
  StockPolicySetDocument,
} from '@agora/client/generated/graphql';
import type { AvailabilityChangedSubscription } from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';

type Told = AvailabilityChangedSubscription['availabilityChanged'];

function watch(lane: Lane, skus: string[]): { readonly told: Told[]; stop(): void } {
  const told: Told[] = [];
  const stop = lane.client().subscribe(
    AvailabilityChangedDocument,
    { skus, region: 'US' },
    {
      next: ({ data }) => told.push(data?.availabilityChanged ?? null),
      error: (error) => {
        throw error;
      },
    },
  );
  return { told, stop };
}

/** What there is, who says so, and who is told. */
export function stock(lane: () => Lane): void {
  const support = async () => lane().client({ token: await lane().token('support') });
  const mainLocation = async (sku: string): Promise<string> => {
    const { stockLevels } = await (
      await support()
    ).query(StockLevelsDocument, { filter: { skus: [sku], region: 'US' } });
    return stockLevels?.nodes.find(({ onHand }) => onHand > 0)?.location ?? '';
  };

  it('tells every watcher of a sku when its availability changes, with the title of the catalog', async () => {
    const sku = await stockedSku(lane(), 5);
    const watchers = [watch(lane(), [sku]), watch(lane(), [sku])];
    await eventually(() => watchers.every(({ told }) => told.length > 0), { what: 'what there is now' });
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 5);
    for (const { told, stop } of watchers) {
      await eventually(() => told.at(-1)?.availability.status === 'OUT_OF_STOCK', { what: 'sold out' });
      expect(told.at(-1)).toMatchObject({ sku, variant: { sku } });
      expect(told.at(-1)?.variant.title).not.toBeNull();
      const versions = told.map((one) => one?.version ?? 0);
      expect(versions).toEqual([...versions].sort((left, right) => left - right));
      stop();
    }
    const { availability } = await lane().client().query(AvailabilityDocument, { sku, region: 'US' });
    expect(availability).toMatchObject({ status: 'OUT_OF_STOCK', backorderable: false });
  });

  it('adjusts once per key with a reason, and keeps a history', async () => {
    const sku = await stockedSku(lane(), 5);
    const location = await mainLocation(sku);
    const client = await support();
    const input = { sku, location, delta: 7, reason: 'found behind a shelf', idempotencyKey: newId() };
    const [one, again] = await Promise.all([
      client.mutate(StockAdjustDocument, { input }),
      client.mutate(StockAdjustDocument, { input }),
    ]);
    const refusals = [...one.stockAdjust.userErrors, ...again.stockAdjust.userErrors].map(({ code }) => code);
    expect(refusals.filter((code) => code !== 'IDEMPOTENCY_IN_PROGRESS')).toEqual([]);
    await expectBalanced(lane(), sku);
    const { stockHistory } = await client.query(StockHistoryDocument, { sku });
    const adjusted = stockHistory?.nodes.filter(({ kind }) => kind === 'ADJUST') ?? [];
    expect(adjusted).toMatchObject([{ delta: 7, reason: 'found behind a shelf' }]);
    const { stockAdjust } = await client.mutate(StockAdjustDocument, {
      input: { ...input, delta: -1_000_000, idempotencyKey: newId() },
    });
    expect(stockAdjust.userErrors).toHaveLength(1);
  });

  it('sells beyond what is there where it may, and says that it comes later', async () => {
    const sku = await stockedSku(lane(), 2);
    const location = await mainLocation(sku);
    const { stockPolicySet } = await (
      await support()
    ).mutate(StockPolicySetDocument, { input: { sku, location, backorderable: true, backorderLimit: 3 } });
    expect(stockPolicySet).toMatchObject({
      level: { backorderable: true, backorderLimit: 3 },
      userErrors: [],
    });
    const guest = await arriveAsGuest(lane());
    expect((await guest.add(sku, 5)).userErrors).toEqual([]);
    const { cart } = await guest.client.query(CartPricesDocument, { id: guest.cartId });
    expect(cart?.problems).toMatchObject([{ code: 'BACKORDERED', blocksCheckout: false }]);
    expect((await guest.add(sku, 1)).userErrors).toMatchObject([{ code: 'INSUFFICIENT_STOCK' }]);
    const causes: string[] = [];
    const stop = guest.client.subscribe(
      CartChangedDocument,
      { cartId: guest.cartId },
      {
        next: ({ data }) => causes.push(...(data?.cartChanged?.changes ?? []).map(({ cause }) => cause)),
        error: (error) => {
          throw error;
        },
      },
    );
    const delivery = { sku, location, delta: 3, reason: 'delivery', idempotencyKey: newId() };
    await (await support()).mutate(StockAdjustDocument, { input: delivery });
    await eventually(() => causes.includes('STOCK_CHANGED'), { withinMs: 30_000, what: 'the goods, live' });
    stop();
    const arrived = await guest.client.query(CartPricesDocument, { id: guest.cartId });
    expect(arrived.cart?.problems).toEqual([]);
  });

  it('knows its locations and who holds what; nobody else may ask', async () => {
    const sku = await stockedSku(lane(), 5);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
    const client = await support();
    const { locations } = await client.query(StockLocationsDocument, { region: 'US' });
    expect(locations?.length).toBeGreaterThan(0);
    const [held] = await lane().rows<{ id: string }>('inventory', 'SELECT id FROM hold WHERE owner_id = $1', [
      guest.cartId,
    ]);
    const { reservation } = await client.query(ReservationDocument, { id: held?.id ?? '' });
    expect(reservation).toMatchObject({ ownerId: guest.cartId, type: 'CART' });
    const admin = lane().client({ token: await lane().token('admin') });
    const code = `test-${newId().slice(-8)}`;
    const { locationUpsert } = await admin.mutate(LocationUpsertDocument, {
      input: { code, region: 'JP', allocationOrder: 99 },
    });
    expect(locationUpsert).toMatchObject({ location: { code, allocationOrder: 99 }, userErrors: [] });
    await expect(guest.client.query(StockLocationsDocument)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    await expect(guest.client.query(StockHistoryDocument, { sku })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
}
