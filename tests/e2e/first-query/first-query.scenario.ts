import { FirstProductsDocument } from '@agora/client/generated/graphql';
import type { Lane } from '../../lanes/lane';

/** What a newcomer pastes from the banner. */
export function firstQuery(lane: () => Lane): void {
  it('gives products, prices and availability in one answer', async () => {
    const { products } = await lane().client().query(FirstProductsDocument);
    const variants = products?.nodes.flatMap((product) => product.variants) ?? [];
    expect(products?.nodes).toHaveLength(3);
    expect(variants.length).toBeGreaterThan(2);
    for (const { sku, price, availability } of variants) {
      expect(sku).not.toBe('');
      expect(price?.unitPrice).toMatchObject({
        amount: expect.stringMatching(/^\d+\.\d{2}$/),
        currencyCode: 'USD',
      });
      expect(['IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK', 'BACKORDER']).toContain(availability?.status);
    }
  });

  it('prices in the currency of the region that is asked for', async () => {
    const response = await fetch(lane().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-region': 'JP' },
      body: JSON.stringify({ query: FirstProductsDocument.toString(), variables: { first: 1 } }),
    });
    const { data } = (await response.json()) as {
      data: { products: { nodes: { variants: { price: { unitPrice: { amount: string } } }[] }[] } };
    };
    const unitPrice = data.products.nodes[0]?.variants[0]?.price.unitPrice;
    expect(unitPrice).toMatchObject({ amount: expect.stringMatching(/^\d+$/), currencyCode: 'JPY' });
  });

  it('keeps its order from one answer to the next', async () => {
    const client = lane().client();
    const five = await client.query(FirstProductsDocument, { first: 5 });
    const two = await client.query(FirstProductsDocument, { first: 2 });
    expect(five.products?.nodes.slice(0, 2)).toEqual(two.products?.nodes);
  });
}
