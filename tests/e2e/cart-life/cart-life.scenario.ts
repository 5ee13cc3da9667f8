import {
  CartBackupCreateDocument,
  CartBackupRestoreDocument,
  CartBySessionDocument,
  CartChangedDocument,
  CartCreateDocument,
  CartDeleteDocument,
  CartDocument,
  CartLinesAddDocument,
  CartMergeDocument,
  CartReservationExtendDocument,
  CartRestoreDocument,
  CartSaveDocument,
  CartUpdateDocument,
  MergeableCartDocument,
  MyCartDocument,
  SessionDocument,
  SessionEndDocument,
  SessionStartDocument,
  SessionUpdateDocument,
} from '@agora/client/generated/graphql';
import type { CartChangedSubscription } from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';
import { openEventStream } from '../live-cart/event-stream';
import type { EventStream } from '../live-cart/event-stream';

interface Streamed {
  readonly data?: CartChangedSubscription | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function watch(lane: Lane, cartId: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
  return openEventStream(lane.url, { query: CartChangedDocument.toString(), variables: { cartId }, headers });
}
const told = ({ messages }: EventStream): readonly Streamed[] => messages as readonly Streamed[];
const causes = (stream: EventStream): unknown[] => told(stream).map(({ data }) => data?.cartChanged?.cause);
const codes = (stream: EventStream): unknown[] =>
  told(stream).flatMap(({ errors }) => (errors ?? []).map(({ extensions }) => extensions?.code));

/** Guests who sign in, carts that are put aside, sessions that end. */
export function cartLife(lane: () => Lane): void {
  it('signs in with a full cart on two devices at once and loses nothing', async () => {
    const [sku, other] = [await stockedSku(lane(), 10), await stockedSku(lane(), 10)];
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
    const token = await lane().token('customer', newId());
    const customer = lane().client({ token });
    const { cartCreate } = await customer.mutate(CartCreateDocument, {
      input: { lines: [{ sku, quantity: 1 }, { sku: other }] },
    });
    const both = lane().client({ token, sessionToken: guest.sessionToken });
    expect((await both.query(MergeableCartDocument)).mergeableCart?.id).toBe(guest.cartId);
    const stream = await watch(lane(), guest.cartId, { 'x-session-token': guest.sessionToken });
    await eventually(() => stream.messages.length > 0, { what: 'a snapshot' });
    const input = { sourceSessionToken: guest.sessionToken };
    const merges = await Promise.all(
      Array.from({ length: 5 }, () => both.mutate(CartMergeDocument, { input })),
    );
    for (const { cartMerge } of merges)
      expect(cartMerge).toMatchObject({
        cart: { id: cartCreate.cart?.id, totalQuantity: 4 },
        report: [{ sku, fromQuantity: 2, intoQuantity: 1, resultQuantity: 3, reason: null }],
        userErrors: [],
      });
    expect(merges.filter(({ cartMerge }) => !cartMerge.replayed)).toHaveLength(1);
    await eventually(() => causes(stream).at(-1) === 'MERGED', { what: 'the end of the guest cart' });
    await eventually(() => stream.isOver(), { what: 'the end of its stream' });
    stream.close();
    expect((await guest.client.query(MyCartDocument)).myCart).toBeNull();
    expect((await guest.cart()).status).toBe('MERGED');
  });

  it('goes on with the id of the guest cart after signing in', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
    const token = await lane().token('customer', newId());
    const both = lane().client({ token, sessionToken: guest.sessionToken });
    const input = { cartId: guest.cartId, lines: [{ sku, quantity: 1 }] };
    const { cartLinesAdd } = await both.mutate(CartLinesAddDocument, { input });
    expect(cartLinesAdd).toMatchObject({ userErrors: [], cart: { totalQuantity: 3 } });
    const customer = lane().client({ token });
    expect((await customer.query(MyCartDocument)).myCart?.id).toBe(cartLinesAdd.cart?.id);
    expect(await guest.client.query(CartDocument, { id: guest.cartId })).toEqual({ cart: null });
  });

  it('puts a cart aside, fills another and takes the first one up again', async () => {
    const sku = await stockedSku(lane(), 10);
    const client = lane().client({ token: await lane().token('customer', newId()) });
    const open = async (): Promise<string> => {
      const lines = [{ sku, quantity: 2 }];
      return (await client.mutate(CartCreateDocument, { input: { lines } })).cartCreate.cart?.id ?? '';
    };
    const first = await open();
    const { cartUpdate } = await client.mutate(CartUpdateDocument, {
      input: { cartId: first, note: 'ring' },
    });
    expect(cartUpdate.userErrors).toEqual([]);
    await client.mutate(CartSaveDocument, { input: { cartId: first, name: 'Party' } });
    const second = await open();
    expect(second).not.toBe(first);
    const { cartRestore } = await client.mutate(CartRestoreDocument, { input: { cartId: first } });
    expect(cartRestore).toMatchObject({ cart: { id: first, status: 'ACTIVE' }, userErrors: [] });
    expect((await client.query(CartDocument, { id: second })).cart?.status).toBe('SAVED');
    expect((await client.query(MyCartDocument)).myCart?.id).toBe(first);
  });

  it('ends a session: its streams at once, its token for good', async () => {
    const token = await lane().token('customer', newId());
    const device = await lane()
      .client({ token })
      .mutate(SessionStartDocument, { input: { deviceInfo: { os: 'x' } } });
    const { session, sessionToken } = device.sessionStart;
    const id = session?.id ?? '';
    const client = lane().client({ token, sessionToken: sessionToken ?? '' });
    const { cartCreate } = await client.mutate(CartCreateDocument, { input: {} });
    const cartId = cartCreate.cart?.id ?? '';
    const here = await watch(lane(), cartId, {
      authorization: `Bearer ${token}`,
      'x-session-token': sessionToken ?? '',
    });
    const elsewhere = await watch(lane(), cartId, { authorization: `Bearer ${token}` });
    await eventually(() => here.messages.length > 0 && elsewhere.messages.length > 0, {
      what: 'two snapshots',
    });
    const { sessionEnd } = await client.mutate(SessionEndDocument, { input: { sessionId: id } });
    expect(sessionEnd.userErrors).toEqual([]);
    await eventually(() => codes(here).includes('UNAUTHENTICATED'), { what: 'the end of the stream' });
    expect(codes(elsewhere)).toEqual([]);
    elsewhere.close();
    const holder = lane().client({ sessionToken: sessionToken ?? '' });
    expect(await holder.query(SessionDocument, { id })).toEqual({ session: null });
    expect((await client.query(SessionDocument, { id })).session).toMatchObject({ id });
  });

  it('backs a cart up and goes back to it, holds it for longer, and deletes it', async () => {
    const [sku, other] = [await stockedSku(lane(), 10), await stockedSku(lane(), 10)];
    const guest = await arriveAsGuest(lane());
    const { client, cartId } = guest;
    await guest.add(sku, 2);
    const { cartBackupCreate } = await client.mutate(CartBackupCreateDocument, { input: { cartId } });
    expect(cartBackupCreate).toMatchObject({ backup: { version: 2, lineCount: 1 }, userErrors: [] });
    await guest.add(other);
    const back = { backupId: cartBackupCreate.backup?.id ?? '' };
    const { cartBackupRestore } = await client.mutate(CartBackupRestoreDocument, { input: back });
    expect(cartBackupRestore).toMatchObject({ userErrors: [], cart: { lines: [{ sku, quantity: 2 }] } });
    const { cartReservationExtend } = await client.mutate(CartReservationExtendDocument, {
      input: { cartId },
    });
    expect(cartReservationExtend.userErrors).toEqual([]);
    expect(cartReservationExtend.cart?.reservedUntil).not.toBeNull();
    const { cartBySession } = await lane()
      .client()
      .query(CartBySessionDocument, { sessionToken: guest.sessionToken });
    expect(cartBySession?.id).toBe(cartId);
    const { cartDelete } = await client.mutate(CartDeleteDocument, { input: { cartId } });
    expect(cartDelete.userErrors).toEqual([]);
    expect((await guest.cart()).status).toBe('EXPIRED');
    for (const each of [sku, other]) await eventually(() => isFree(lane(), each), { what: 'its stock' });
  });

  it('renames a device', async () => {
    const token = await lane().token('customer', newId());
    const client = lane().client({ token });
    const { sessionStart } = await client.mutate(SessionStartDocument, {
      input: { deviceInfo: { os: 'x' } },
    });
    const sessionId = sessionStart.session?.id ?? '';
    const { sessionUpdate } = await client.mutate(SessionUpdateDocument, {
      input: { sessionId, deviceInfo: { os: 'y' } },
    });
    expect(sessionUpdate).toMatchObject({ session: { deviceInfo: { os: 'y' } }, userErrors: [] });
  });
}

async function isFree(lane: Lane, sku: string): Promise<boolean> {
  const [row] = await lane.rows<{ held: number }>(
    'inventory',
    'SELECT coalesce(sum(held), 0)::int AS held FROM stock WHERE sku = $1',
    [sku],
  );
  return row?.held === 0;
}
