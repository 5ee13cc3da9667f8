import { openBareWritePath } from '../bare-write-path';
import { measureAddToCart } from '../measure/add-to-cart';
import type { AddTarget } from '../measure/add-to-cart';
import { measureFanOut } from '../measure/live-fan-out';
import type { AgoraReady } from '../processes/agora';
import { addLine, createCart, createShopClient, stockedSkus } from '../shop-client';
import type { ShopClient } from '../shop-client';
import { ratio } from '../table';

const CLIENTS = 8;

/** Adds over the bare write path, the cart subgraph's HTTP, and the gateway. */
export async function addRows({ url, subgraphs }: AgoraReady): Promise<string[][]> {
  const bare = await openBareWritePath('the SQL alone');
  const subgraph = createShopClient(new URL(subgraphs['cart'] ?? '').origin, CLIENTS);
  const gateway = createShopClient(url, CLIENTS);
  try {
    const skus = await stockedSkus(gateway);
    const targets = [bare, shopTarget('cart subgraph', subgraph, skus), shopTarget('gateway', gateway, skus)];
    const rates = await measureAddToCart(targets, CLIENTS);
    const base = rates.get(bare.name)?.perSecond ?? 0;
    return [
      [`Add to cart, ${String(CLIENTS)} clients`, 'adds/s', 'p50 ms', 'p95 ms', 'ratio'],
      ...[...rates].map(([name, { perSecond, p50Ms, p95Ms }]) => [
        `  ${name}`,
        perSecond.toFixed(0),
        p50Ms.toFixed(1),
        p95Ms.toFixed(1),
        ratio(perSecond, base),
      ]),
    ];
  } finally {
    await gateway.close();
    await subgraph.close();
    await bare.close();
  }
}

function shopTarget(name: string, shop: ShopClient, skus: readonly string[]): AddTarget {
  return {
    name,
    skus,
    openCart: async () => {
      const cart = await createCart(shop);
      return (sku) => addLine(shop, cart, sku);
    },
  };
}

/** A live change for everybody who watches. */
export async function liveRows({ url }: AgoraReady, watchers: number): Promise<string[][]> {
  const shop = createShopClient(url, CLIENTS);
  try {
    const [sku = ''] = await stockedSkus(shop);
    const live = await measureFanOut(shop, url, { sku, watchers });
    return [
      ['Live change of one cart', 'first ms', 'last ms', 'CPU µs/message'],
      [
        `  to ${watchers.toLocaleString('en')} sockets`,
        live.firstMs.toFixed(1),
        live.lastMs.toFixed(1),
        live.cpuMicrosPerMessage.toFixed(1),
      ],
    ];
  } finally {
    await shop.close();
  }
}
