// Compiled, never run: what the types of the client promise. `npm run check` fails when an expected error is gone.
import { createAgoraClient } from './create-agora-client';
import {
  CartChangedDocument,
  CartDocument,
  CartLinesAddDocument,
  FirstProductsDocument,
  MeDocument,
  OrderDocument,
} from './generated/graphql';

declare function take(value: unknown): void;

const client = createAgoraClient({ url: 'http://localhost:4000/graphql' });

/** Results have the selected fields with the scalars' types, and no others. */
export async function resultsAreTyped(): Promise<void> {
  const { products } = await client.query(FirstProductsDocument);
  const amount: string | undefined = products?.nodes[0]?.variants[0]?.price?.unitPrice.amount;
  take(amount);
  // @ts-expect-error the document does not select the slug
  take(products?.nodes[0]?.slug);
  // @ts-expect-error every root field may be null: a part of the shop may be down
  take(products.nodes);
  const { cart } = await client.query(CartDocument, { id: '1' });
  const version: number | undefined = cart?.version;
  take(version);
  // @ts-expect-error amounts are decimal text, never a number
  const total: number | undefined = cart?.cost.total.amount;
  take(total);
}

/** Variables are demanded exactly where the operation demands them. */
export async function variablesAreTyped(): Promise<void> {
  await client.query(FirstProductsDocument, { first: 5 });
  await client.query(OrderDocument);
  await client.query(MeDocument);
  // @ts-expect-error the cart's id is missing
  await client.query(CartDocument);
  // @ts-expect-error an id is text
  await client.query(CartDocument, { id: 7 });
  // @ts-expect-error a line without a sku is none
  await client.mutate(CartLinesAddDocument, { input: { cartId: '1', lines: [{ quantity: 1 }] } });
  // @ts-expect-error the variable is called id
  await client.query(CartDocument, { cartId: '1' });
}

/** Live messages have the type of the subscription. */
export async function messagesAreTyped(): Promise<void> {
  for await (const { data, isFresh } of client.iterate(CartChangedDocument, { cartId: '1' })) {
    const causes = data?.cartChanged?.changes.map(({ cause }) => cause);
    take([isFresh, causes]);
    // @ts-expect-error there is no such field in a change of a cart
    take(data?.cartChanged?.reason);
  }
}
