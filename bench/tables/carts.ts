import { openBareWritePath } from '../bare-write-path';
import { measureAddToCart } from '../measure/add-to-cart';
import type { AddTarget } from '../measure/add-to-cart';
import { measureCartSizes } from '../measure/cart-size';
import { measureHotCart } from '../measure/hot-cart';
import { measureFanOut } from '../measure/live-fan-out';
import type { AgoraReady } from '../processes/agora';
import { addLine, createCart, createShopClient, stockedSkus } from '../shop-client';
import type { ShopClient } from '../shop-client';
import { ratio } from '../table';

const CLIENTS = 8;
const MANY_WRITERS = 32;
/** The two sizes that are compared; the first is a shopper's, the second the most there can be. */
const SIZES = [5, 250];

/** Adds over the bare write path, the cart subgraph's HTTP, and the gateway. */
export async function addRows({ url, subgraphs }: AgoraReady): Promise<string[][]> {
  const bare = await openBareWritePath('the SQL alone');
  // In process the subgraphs have no address.
  const cartUrl = subgraphs['cart'] ?? '';
  const subgraph = cartUrl === '' ? undefined : createShopClient(new URL(cartUrl).origin, CLIENTS);
  const gateway = createShopClient(url, CLIENTS);
  try {
    const skus = await stockedSkus(gateway);
    const alone = subgraph === undefined ? [] : [shopTarget('cart subgraph', subgraph, skus)];
    const targets = [bare, ...alone, shopTarget('gateway', gateway, skus)];
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
    await subgraph?.close();
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

/** Many writers of one cart beside as many carts. */
export async function hotCartRows({ url }: AgoraReady): Promise<string[][]> {
  const rows = [['One hot cart', 'commits/s', 'carts of their own', 'ratio']];
  for (const writers of [CLIENTS, MANY_WRITERS]) {
    const shop = createShopClient(url, writers);
    try {
      const rate = await measureHotCart(shop, await stockedSkus(shop), writers);
      rows.push([
        `  ${String(writers)} writers, none lost, no gap`,
        rate.hotPerSecond.toFixed(0),
        rate.apartPerSecond.toFixed(0),
        ratio(rate.hotPerSecond, rate.apartPerSecond),
      ]);
    } finally {
      await shop.close();
    }
  }
  return rows;
}

/** A cart that is as large as it can be beside a shopper's. */
export async function cartSizeRows({ url }: AgoraReady): Promise<string[][]> {
  const shop = createShopClient(url, 1);
  try {
    const costs = await measureCartSizes(shop, await stockedSkus(shop), SIZES);
    const [small] = costs;
    return [
      ['Size of the cart, one client', 'add p50 ms', 'ratio', 'read p50 ms', 'ratio'],
      ...costs.map(({ lines, addMs, readMs }) => [
        `  ${String(lines)} lines`,
        addMs.toFixed(1),
        ratio(addMs, small?.addMs ?? 0),
        readMs.toFixed(1),
        ratio(readMs, small?.readMs ?? 0),
      ]),
    ];
  } finally {
    await shop.close();
  }
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
