import { createDatabase } from '@agora/platform/database';
import { checkConfirmedOnce, checkStockAddsUp } from '../check-orders';
import { openShopCheckout } from '../checkout-client';
import { openLoneCheckout } from '../lone-checkout';
import { measureOrders } from '../measure/orders';
import type { OrderTarget } from '../measure/orders';
import type { AgoraReady } from '../processes/agora';
import { createShopClient, stockedSkus } from '../shop-client';
import type { ShopClient } from '../shop-client';
import { ratio } from '../table';

const CLIENTS = 8;

/** Whole orders through the gateway beside the checkout alone, and what one costs. Fails for an order that is not CONFIRMED once. */
export async function orderRows(agora: AgoraReady): Promise<string[][]> {
  const lone = await openLoneCheckout('checkout alone');
  const shop = createShopClient(agora.url, CLIENTS);
  try {
    const gateway = shopTarget('gateway', shop, await stockedSkus(shop));
    const { rates, orderIds } = await measureOrders([lone, gateway], CLIENTS);
    await lone.check(orderIds.get(lone.name) ?? []);
    await checkShop(agora, orderIds.get(gateway.name) ?? []);
    const base = rates.get(lone.name)?.perSecond ?? 0;
    return [
      [`Orders, ${String(CLIENTS)} clients`, 'orders/s', 'to CONFIRMED p50 ms', 'p95 ms', 'ratio'],
      ...[...rates].map(([name, { perSecond, p50Ms, p95Ms }]) => [
        `  ${name}`,
        perSecond.toFixed(1),
        p50Ms.toFixed(1),
        p95Ms.toFixed(1),
        ratio(perSecond, base),
      ]),
    ];
  } finally {
    await shop.close();
    await lone.close();
  }
}

function shopTarget(name: string, shop: ShopClient, skus: readonly string[]): OrderTarget {
  return {
    name,
    openCheckout: (number) => openShopCheckout(shop, skus[number % skus.length] ?? ''),
  };
}

async function checkShop({ databaseUrls }: AgoraReady, ids: readonly string[]): Promise<void> {
  const open = (domain: string) =>
    createDatabase({ url: databaseUrls[domain] ?? '', name: `bench-${domain}`, maxConnections: 1 });
  const [orders, inventory] = [open('order'), open('inventory')];
  try {
    await checkConfirmedOnce(orders, ids);
    await checkStockAddsUp(inventory, ids);
  } finally {
    await orders.close();
    await inventory.close();
  }
}
