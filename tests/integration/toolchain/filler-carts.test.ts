import { fillCarts, fillerId, fillerOwner } from '../../../bench/filler-carts';
import { SKUS, contextOf, customer, openCartWorld } from '../../../subgraphs/cart/src/cart-world.suite';

test('carts that the benchmark writes as rows can be added to as any others', async () => {
  const world = await openCartWorld();
  try {
    await fillCarts(world.database, { carts: 3, lines: 2 });
    const viewer = customer(fillerOwner(2));
    const outcome = await world.add({ id: fillerId(2), viewer, context: contextOf(viewer) }, SKUS[0]);
    expect(outcome.kind).toBe('committed');
    const lines = await world.database.query(
      'SELECT count(*)::int AS lines FROM cart_line GROUP BY cart_id ORDER BY cart_id',
    );
    expect(lines).toEqual([{ lines: 2 }, { lines: 3 }, { lines: 2 }]);
  } finally {
    await world.close();
  }
});
