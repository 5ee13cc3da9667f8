import { Pool } from 'undici';

/** A shopper's way to one gateway. */
export interface ShopClient {
  /** @throws Error for an answer with errors: a benchmark of failures is none. */
  ask<T>(document: string, variables?: object, sessionToken?: string): Promise<T>;
  close(): Promise<void>;
}

/** @param url the gateway's, without a path */
export function createShopClient(url: string, connections: number): ShopClient {
  const pool = new Pool(url, { connections });
  return {
    ask: async <T>(document: string, variables: object = {}, sessionToken?: string) => {
      const { body } = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: {
          'content-type': 'application/json',
          ...(sessionToken === undefined ? {} : { 'x-session-token': sessionToken }),
        },
        body: JSON.stringify({ query: document, variables }),
      });
      const { data, errors } = (await body.json()) as { data: T; errors?: readonly { message: string }[] };
      if (errors !== undefined) throw new Error(`The gateway answered: ${errors[0]?.message ?? 'an error'}`);
      return data;
    },
    close: () => pool.close(),
  };
}

/** A guest's cart, and the token that opens it. */
export interface GuestCart {
  readonly cartId: string;
  readonly sessionToken: string;
}

export async function createCart(shop: ShopClient): Promise<GuestCart> {
  const { cartCreate } = await shop.ask<{ cartCreate: { sessionToken: string; cart: { id: string } } }>(
    'mutation BenchCreate { cartCreate(input: {}) { sessionToken cart { id } } }',
  );
  return { cartId: cartCreate.cart.id, sessionToken: cartCreate.sessionToken };
}

const ADD = `mutation BenchAdd($input: CartLinesAddInput!) {
  cartLinesAdd(input: $input) { committedVersion cart { id version totalQuantity } userErrors { code } }
}`;

/** Adds one of a SKU and returns the committed version. @throws Error for a refusal. */
export async function addLine(
  shop: ShopClient,
  { cartId, sessionToken }: GuestCart,
  sku: string,
): Promise<number> {
  const input = { cartId, lines: [{ sku, quantity: 1 }] };
  const { cartLinesAdd } = await shop.ask<{
    cartLinesAdd: { committedVersion: number | null; userErrors: readonly { code: string }[] };
  }>(ADD, { input }, sessionToken);
  const { committedVersion, userErrors } = cartLinesAdd;
  if (committedVersion === null) throw new Error(`The cart refused: ${userErrors[0]?.code ?? 'no reason'}`);
  return committedVersion;
}

/** SKUs with plenty in stock, so that no run ends in refusals. */
export async function stockedSkus(shop: ShopClient): Promise<readonly string[]> {
  interface Variant {
    readonly sku: string;
    readonly availability: { readonly status: string; readonly quantityAvailable: number | null } | null;
  }
  const { products } = await shop.ask<{ products: { nodes: readonly { variants: readonly Variant[] }[] } }>(
    '{ products(first: 100) { nodes { variants { sku availability { status quantityAvailable } } } } }',
  );
  return products.nodes
    .flatMap(({ variants }) => variants)
    .filter(
      ({ availability }) => availability?.status === 'IN_STOCK' && availability.quantityAvailable === null,
    )
    .map(({ sku }) => sku);
}
