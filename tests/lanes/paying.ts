import { CheckoutCompleteDocument, CheckoutSessionCreateDocument } from '@agora/client/generated/graphql';
import type { CheckoutCompleteMutation } from '@agora/client/generated/graphql';
import type { Guest } from './shopping';

export const SHIPPING_ADDRESS = {
  firstName: 'Grace',
  lastName: 'Rowan',
  line1: '1 Mill Lane',
  city: 'Portland',
  province: 'OR',
  postalCode: '97201',
  countryCode: 'US',
};

/** A checkout session of the guest's cart; fails the test when it is refused. */
export async function openCheckout({ client, cartId }: Pick<Guest, 'client' | 'cartId'>): Promise<string> {
  const { checkoutSessionCreate } = await client.mutate(CheckoutSessionCreateDocument, {
    input: { cartId, email: 'grace@example.com', shippingAddress: SHIPPING_ADDRESS },
  });
  expect(checkoutSessionCreate.userErrors).toEqual([]);
  return checkoutSessionCreate.session?.id ?? '';
}

/** Pays, with a card that is good unless another token is given; refusals are in the payload. */
export async function pay(
  { client }: Pick<Guest, 'client'>,
  checkoutSessionId: string,
  idempotencyKey = 'pay once',
  paymentToken = 'tok_ok',
): Promise<CheckoutCompleteMutation['checkoutComplete']> {
  const input = { checkoutSessionId, paymentToken, idempotencyKey };
  return (await client.mutate(CheckoutCompleteDocument, { input })).checkoutComplete;
}
