import { FIRST_QUERY } from '../packages/all-in-one/src/banner';
import { openShopCheckout } from './checkout-client';
import { countOperation } from './measure/operation-counts';
import type { OperationCounts } from './measure/operation-counts';
import { addLine, createCart, createShopClient, stockedSkus } from './shop-client';

const CART_PAGE = `query BenchCartPage($id: ID!) {
  cart(id: $id) {
    version totalQuantity cost { total { amount currencyCode } } reservedUntil
    lines { title quantity variant { product { title } price { unitPrice { amount } } } }
  }
}`;

/** The operations whose costs are told, each on a shop and a cart that are warm. */
export async function countOperations(
  url: string,
): Promise<readonly { readonly name: string; readonly counts: OperationCounts }[]> {
  const shop = createShopClient(url, 1);
  try {
    const skus = await stockedSkus(shop);
    const cart = await createCart(shop);
    for (const sku of skus.slice(0, 5)) await addLine(shop, cart, sku);
    const page = (): Promise<unknown> => shop.ask(CART_PAGE, { id: cart.cartId }, cart.sessionToken);
    return [
      {
        name: 'federated query of the README',
        counts: await countOperation(url, () => shop.ask(FIRST_QUERY)),
      },
      { name: 'cart page of five lines', counts: await countOperation(url, page) },
      {
        name: 'add one line to it',
        counts: await countOperation(url, () => addLine(shop, cart, skus[0] ?? '')),
      },
      {
        name: 'one order, from no cart to CONFIRMED',
        counts: await countOperation(url, async () =>
          (await openShopCheckout(shop, skus[0] ?? '')).confirm(),
        ),
      },
      { name: 'create a cart', counts: await countOperation(url, () => createCart(shop)) },
    ];
  } finally {
    await shop.close();
  }
}
