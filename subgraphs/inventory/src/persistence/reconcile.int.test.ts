import { createStockedDatabase, imbalances } from './stocked-database.suite';
import type { StockedDatabase } from './stocked-database.suite';
import { ShopSimulation, randomFrom, watchBalances } from './shop-simulation.suite';

// AGORA_TEST_SEED repeats one run; AGORA_TEST_STEPS makes it longer than CI has time for.
const given = process.env['AGORA_TEST_SEED'];
const seeds = given === undefined ? [1, 2, Date.now() % 1_000_000] : [Number(given)];
const steps = Number(process.env['AGORA_TEST_STEPS'] ?? 1_200);
const WORKERS = 8;
const INITIAL = { 'hot-1': 12, 'hot-2': 30, 'cold-1': 200, 'cold-2': 200, 'later-1': 6 } as const;
const skus = Object.keys(INITIAL);

describe.each(seeds)('a misbehaving shop, seed %i', (seed) => {
  let inventory: StockedDatabase;
  let simulation: ShopSimulation;
  let everOutOfBalance: object[];

  beforeAll(async () => {
    inventory = await createStockedDatabase({ leaseSeconds: 1, slideSeconds: 2, capSeconds: 4 });
    for (const [sku, onHand] of Object.entries(INITIAL)) {
      await inventory.stock(sku, onHand, sku.startsWith('later') ? { backorderLimit: 10 } : {});
      await inventory.stock(sku, Math.ceil(onHand / 2), { location: 'us-west', safetyStock: 1 });
    }
    simulation = new ShopSimulation(inventory, skus, randomFrom(seed), 60);
    const watch = watchBalances(inventory);
    const work = async (): Promise<void> => {
      for (let step = 0; step < steps / WORKERS; step += 1) await simulation.step();
    };
    await Promise.all(Array.from({ length: WORKERS }, work));
    await simulation.drain();
    everOutOfBalance = await watch.stop();
  }, 120_000);
  afterAll(() => inventory.drop());

  test('kept every balance on every row at every moment', async () => {
    expect(everOutOfBalance).toEqual([]);
    expect(await imbalances(inventory.database)).toEqual([]);
  });

  test('did every kind of thing', () => {
    for (const what of ['reserve granted', 'reserve insufficient', 'abandoned', 'operation released', 'delivered', 'allocate allocated', 'sold', 'answer lost']) {
      expect([what, simulation.outcomes.get(what) ?? 0]).not.toEqual([what, 0]);
    }
  });

  test('left no provisional operation and nothing held beyond what carts want', async () => {
    const provisional = await inventory.database.query(`SELECT 1 FROM hold_operation WHERE state = 'PROVISIONAL'`);
    expect(provisional).toEqual([]);
    const held = await inventory.database.query<{ owner_id: string; sku: string; total: number }>(
      `SELECT h.owner_id, l.sku, sum(l.quantity + l.backordered)::int AS total FROM hold h JOIN hold_line l ON l.hold_id = h.id
       WHERE h.type = 'CART' AND l.quantity + l.backordered > 0 GROUP BY h.owner_id, l.sku`,
    );
    expect(held.filter(({ owner_id: cart, sku, total }) => total > simulation.quantityOf(cart, sku))).toEqual([]);
  });

  test('allocated nothing that no order has, and sold exactly what orders bought', async () => {
    const [row] = await inventory.database.query<{ allocated: number }>('SELECT sum(allocated)::int AS allocated FROM stock');
    expect(row?.allocated).toBe(0);
    const sold = await inventory.database.query<{ sku: string; total: number }>(
      `SELECT l.sku, sum(l.quantity + l.backordered)::int AS total FROM hold h JOIN hold_line l ON l.hold_id = h.id
       WHERE h.type = 'ORDER' AND h.status = 'COMMITTED' GROUP BY l.sku`,
    );
    expect(new Map(sold.map(({ sku, total }) => [sku, total]))).toEqual(simulation.sold);
  });

  test('has a history that adds up to the goods on the shelf', async () => {
    const rows = await inventory.database.query<{ sku: string; location: string; on_hand: number; delta: number }>(
      `SELECT s.sku, s.location, s.on_hand, COALESCE((SELECT sum(a.delta) FROM stock_adjustment a WHERE a.sku = s.sku AND a.location = s.location), 0)::int AS delta FROM stock s`,
    );
    const initial = (sku: string, location: string): number => {
      const onHand = INITIAL[sku as keyof typeof INITIAL];
      return location === 'us-east' ? onHand : Math.ceil(onHand / 2);
    };
    for (const row of rows) expect(row.on_hand).toBe(initial(row.sku, row.location) + row.delta);
  });

  test('wrote the events of each key in the order of its versions', async () => {
    const events = await inventory.database.query(
      `SELECT 1 FROM (SELECT aggregate_version - lag(aggregate_version) OVER (PARTITION BY aggregate_id ORDER BY seq) AS step FROM outbox) e WHERE step < 0`,
    );
    expect(events).toEqual([]);
  });

  test('gives everything back once the holds expire', async () => {
    await inventory.database.query(`UPDATE hold SET expires_at = now() - interval '1 s', wake_at = now() - interval '1 s' WHERE status = 'HELD'`);
    while ((await inventory.upkeep.sweep(100)) > 0);
    const [row] = await inventory.database.query<{ held: number; wrong: number }>(
      `SELECT sum(held)::int AS held, count(*) FILTER (WHERE on_hand <> available)::int AS wrong FROM stock`,
    );
    expect(row).toEqual({ held: 0, wrong: 0 });
    expect(await imbalances(inventory.database)).toEqual([]);
  });
});
