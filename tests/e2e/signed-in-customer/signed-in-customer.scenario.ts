import {
  CartCreateDocument,
  CartDocument,
  MeDocument,
  MyCartDocument,
  MyOrdersDocument,
  StaffCartsDocument,
} from '@agora/client/generated/graphql';
import { idFrom } from '@agora/platform/ids';
import type { Lane } from '../../lanes/lane';

const ADA = idFrom('customer:1');

/** What a seeded customer sees after signing in. */
export function signedInCustomer(lane: () => Lane): void {
  it('finds herself with her carts', async () => {
    const client = lane().client({ token: await lane().token('customer', ADA) });
    const { me } = await client.query(MeDocument);
    expect(me).toMatchObject({ id: ADA, email: 'ada.marlow@example.com', firstName: 'Ada' });
    expect(me?.carts?.length).toBeGreaterThan(0);
    const { myCart } = await client.query(MyCartDocument);
    expect(me?.carts?.map(({ id }) => id)).toContain(myCart?.id);
    expect(myCart?.lines.length).toBeGreaterThan(0);
  });

  it('has one open cart, however often it is asked for', async () => {
    const client = lane().client({ token: await lane().token('customer', ADA) });
    const { myCart } = await client.query(MyCartDocument);
    const { cartCreate } = await client.mutate(CartCreateDocument, { input: {} });
    expect(cartCreate).toMatchObject({ cart: { id: myCart?.id }, sessionToken: null });
  });

  it('sees her orders and no cart of anybody else', async () => {
    const client = lane().client({ token: await lane().token('customer', ADA) });
    const { myOrders } = await client.query(MyOrdersDocument);
    expect(myOrders).not.toBeNull();
    const support = lane().client({ token: await lane().token('support') });
    const { carts } = await support.query(StaffCartsDocument, {
      filter: { customerId: idFrom('customer:2') },
    });
    const foreign = carts?.nodes[0]?.id ?? '';
    expect(foreign).not.toBe('');
    expect(await client.query(CartDocument, { id: foreign })).toEqual({ cart: null });
  });

  it('is nobody without a token, and staff is no customer', async () => {
    expect(await lane().client().query(MeDocument)).toEqual({ me: null });
    const support = lane().client({ token: await lane().token('support') });
    expect(await support.query(MeDocument)).toEqual({ me: null });
  });
}
