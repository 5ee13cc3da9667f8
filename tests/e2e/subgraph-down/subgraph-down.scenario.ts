import { CartPageDocument, FirstProductsDocument, MeDocument } from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';

interface Health {
  readonly status: string;
  readonly services: Readonly<Record<string, string>>;
}

/** A part of the shop is away for a while. */
export function subgraphDown(lane: () => Lane): void {
  const health = async (): Promise<Health> =>
    (await (await fetch(new URL('/health', lane().url))).json()) as Health;
  const isNamed = (name: string) => async () => (await health()).services[name] !== 'ok';

  it('without inventory the shop window is there, without availability, and /health says who is missing', async () => {
    const client = lane().client();
    const outage = await lane().takeDown('inventory');
    try {
      await eventually(isNamed('inventory'), {
        withinMs: 10_000,
        everyMs: 100,
        what: 'the missing part in /health',
      });
      expect((await health()).status).toBe('degraded');
      const { data, errors } = await client.queryPartial(FirstProductsDocument);
      const variants = data?.products?.nodes.flatMap((product) => product.variants) ?? [];
      expect(variants.length).toBeGreaterThan(0);
      for (const { price, availability } of variants) {
        expect(price?.unitPrice.currencyCode).toBe('USD');
        expect(availability).toBeNull();
      }
      expect(errors[0]?.code).toMatch(/^(DOWNSTREAM_UNAVAILABLE|DEADLINE_EXCEEDED)$/);
      expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|postgres/);
    } finally {
      await outage.bringBack();
    }
    await eventually(
      async () => {
        const { data } = await client.queryPartial(FirstProductsDocument);
        return (
          data?.products?.nodes[0]?.variants[0]?.availability != null && (await health()).status === 'ok'
        );
      },
      { withinMs: 40_000, everyMs: 250, what: 'availability by itself' },
    );
  });

  it('without the catalog a cart still shows its lines with their own titles and prices, and can be changed', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const outage = await lane().takeDown('catalog');
    try {
      await eventually(isNamed('catalog'), {
        withinMs: 10_000,
        everyMs: 100,
        what: 'the missing part in /health',
      });
      const { data, errors } = await guest.client.queryPartial(CartPageDocument, { id: guest.cartId });
      const [line] = data?.cart?.lines ?? [];
      expect(line?.title).not.toBe('');
      expect(line?.unitPrice.amount).toMatch(/^\d+\.\d{2}$/);
      expect(line?.variant ?? null).toBeNull();
      expect(errors.length).toBeGreaterThan(0);
      const response = await fetch(lane().url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-session-token': guest.sessionToken },
        body: JSON.stringify({
          query:
            'mutation($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { committedVersion userErrors { code } } }',
          variables: { input: { cartId: guest.cartId, lines: [{ sku, quantity: 1 }] } },
        }),
      });
      expect(await response.json()).toEqual({
        data: { cartLinesAdd: { committedVersion: 3, userErrors: [] } },
      });
    } finally {
      await outage.bringBack();
    }
    await eventually(
      async () => {
        const { data, errors } = await guest.client.queryPartial(CartPageDocument, { id: guest.cartId });
        return errors.length === 0 && data?.cart?.lines[0]?.variant?.product.title !== undefined;
      },
      { withinMs: 40_000, everyMs: 250, what: 'the joined title by itself' },
    );
  });

  it('without customers nobody is signed out of the rest of the shop', async () => {
    const outage = await lane().takeDown('customer');
    const client = lane().client({ token: await lane().token('customer') });
    try {
      await eventually(isNamed('customer'), {
        withinMs: 10_000,
        everyMs: 100,
        what: 'the missing part in /health',
      });
      const { data } = await client.queryPartial(MeDocument);
      expect(data).toEqual({ me: null });
      expect((await client.query(FirstProductsDocument)).products?.nodes).toHaveLength(3);
    } finally {
      await outage.bringBack();
    }
    await eventually(async () => (await health()).status === 'ok', {
      withinMs: 40_000,
      everyMs: 250,
      what: 'everything to be there again',
    });
  });
}
