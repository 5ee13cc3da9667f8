import { metricsRegistry } from '@agora/platform/metrics';
import { idFrom } from '@agora/platform/ids';
import { InMemoryStockReservations } from '../application/in-memory-stock-reservations.suite';
import { measuredReservations } from './measured-reservations';

const cart = { id: idFrom('cart'), region: 'US', storeId: 'main' };

test('reserves are counted by what became of them', async () => {
  const stock = new InMemoryStockReservations();
  const measured = measuredReservations(stock);
  const reserve = (name: string, quantity: number, allowPartial = false) =>
    measured.reserve(
      { operationId: idFrom(name), cart, increases: new Map([['MUG', quantity]]), allowPartial },
      null,
    );
  stock.available.set('MUG', 3);
  await reserve('whole', 1);
  await reserve('too much', 5);
  await reserve('a part', 5, true);
  await measured.release(idFrom('gone'), cart.id, null);
  await reserve('gone', 1);
  stock.isDown = true;
  await expect(reserve('down', 1)).rejects.toThrow();
  const page = await metricsRegistry.metrics();
  for (const result of ['granted', 'insufficient', 'partial', 'released', 'failed'])
    expect(page).toContain(`cart_inventory_reservation_total{result="${result}"} 1`);
});
