import { ANONYMOUS, readGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { SESSION_SECRET, customer } from '../cart-world.suite';
import type { OpenedCart } from '../cart-world.suite';
import { openCartApi } from './cart-api.suite';
import type { Answer, CartApi } from './cart-api.suite';

let api: CartApi;
let cart: OpenedCart;
beforeAll(async () => {
  api = await openCartApi();
});
beforeEach(async () => {
  api.world.stock.available.clear();
  cart = await api.filledCart();
});
afterAll(() => api.close());

const PAYLOAD = `{ committedVersion cart { id status version name currencyCode buyer { email fullName countryCode } mergedIntoId }
  userErrors { code field ... on InsufficientStockError { sku availableQuantity } } }`;
interface Payload {
  readonly committedVersion: number | null;
  readonly cart: { readonly id: string; readonly status: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

async function change(mutation: string, input: object, viewer: Viewer = cart.viewer): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) ${PAYLOAD} }`;
  const { data, codes } = await api.run(viewer, source, { input });
  if (codes.length > 0) throw new Error(codes.join());
  return data['payload'] as Payload;
}
const run = (viewer: Viewer, source: string, variables: object = {}): Promise<Answer> =>
  api.run(viewer, source, { ...variables });

interface Guest {
  readonly cartId: string;
  readonly token: string;
  readonly viewer: Viewer;
}

async function guest(): Promise<Guest> {
  const source = `mutation { cartCreate(input: { lines: [{ sku: "MUG", quantity: 2 }], buyer: { email: "g@example.com" } }) {
    sessionToken cart { id buyer { email } } } }`;
  const created = (await run(ANONYMOUS, source)).data['cartCreate'] as {
    sessionToken: string;
    cart: { id: string };
  };
  expect(created).toMatchObject({ cart: { buyer: { email: 'g@example.com' } } });
  const viewer = { ...ANONYMOUS, ...readGuestToken(SESSION_SECRET, created.sessionToken) };
  return { cartId: created.cart.id, token: created.sessionToken, viewer };
}

describe('the life of a cart through the API', () => {
  test('says what it is told, in the currency it is told', async () => {
    const input = { cartId: cart.id, note: 'x', buyer: { fullName: 'Ann' }, currencyCode: 'EUR' };
    expect(await change('cartUpdate', input)).toMatchObject({
      committedVersion: 3,
      cart: { currencyCode: 'EUR', buyer: { email: null, fullName: 'Ann', countryCode: null } },
      userErrors: [],
    });
    api.world.quotes.unpriced.add('MUG');
    const refused = await change('cartUpdate', { cartId: cart.id, currencyCode: 'CHF' });
    api.world.quotes.unpriced.clear();
    expect(refused.userErrors).toMatchObject([
      { code: 'PRICE_UNAVAILABLE', field: ['input', 'currencyCode'] },
    ]);
    const moved = await change('cartUpdate', { cartId: cart.id, region: 'JP' });
    expect(moved.userErrors).toMatchObject([{ code: 'REGION_IMMUTABLE', field: ['input', 'region'] }]);
  });

  test('is put aside, taken up again and thrown away', async () => {
    expect(await change('cartSave', { cartId: cart.id, name: 'Later' })).toMatchObject({
      cart: { status: 'SAVED', name: 'Later' },
    });
    expect(await change('cartRestore', { cartId: cart.id })).toMatchObject({ cart: { status: 'ACTIVE' } });
    expect(await change('cartDelete', { cartId: cart.id })).toMatchObject({
      committedVersion: 5,
      cart: null,
      userErrors: [],
    });
    expect((await run(cart.viewer, '{ myCart { id } }')).data).toEqual({ myCart: null });
  });

  test('is backed up in the session and goes back, naming the backup in its refusals', async () => {
    const who = await guest();
    const source = `mutation ($id: ID!) { cartBackupCreate(input: { cartId: $id }) { backup { id cartId version lineCount } userErrors { code } } }`;
    const made = (await run(who.viewer, source, { id: who.cartId })).data['cartBackupCreate'];
    expect(made).toMatchObject({ backup: { cartId: who.cartId, version: 2, lineCount: 1 }, userErrors: [] });
    const backupId = (made as { backup: { id: string } }).backup.id;
    const sessions = await run(
      who.viewer,
      'query ($id: ID!) { session(id: $id) { backups { id version } } }',
      {
        id: who.viewer.sessionId,
      },
    );
    expect(sessions.data).toEqual({ session: { backups: [{ id: backupId, version: 2 }] } });
    await change('cartClear', { cartId: who.cartId }, who.viewer);
    expect(await change('cartBackupRestore', { backupId }, who.viewer)).toMatchObject({
      committedVersion: 4,
    });
    const strange = await change('cartBackupRestore', { backupId });
    expect(strange).toEqual({
      committedVersion: null,
      cart: null,
      userErrors: [{ code: 'BACKUP_NOT_FOUND', field: ['input', 'backupId'] }],
    });
  });

  test('is added to in part when that is allowed', async () => {
    api.world.stock.available.set('LAMP', 1);
    const lines = [{ sku: 'LAMP', quantity: 3 }];
    expect(await change('cartLinesAdd', { cartId: cart.id, lines, allowPartial: true })).toMatchObject({
      committedVersion: 3,
      userErrors: [{ code: 'INSUFFICIENT_STOCK', sku: 'LAMP', availableQuantity: 1 }],
    });
  });

  test('is read at the version somebody waits for, and as it is when that does not come', async () => {
    const read = 'query ($id: ID!, $v: Int) { cart(id: $id, minVersion: $v) { version } }';
    const waiting = run(cart.viewer, read, { id: cart.id, v: 3 });
    await change('cartUpdate', { cartId: cart.id, note: 'y' });
    expect((await waiting).data).toEqual({ cart: { version: 3 } });
    const begin = performance.now();
    expect((await run(cart.viewer, read, { id: cart.id, v: 99 })).data).toEqual({ cart: { version: 3 } });
    expect(performance.now() - begin).toBeLessThan(1_500);
  });

  test('of an idle one begins again with myCart, and staff looking at it changes nothing', async () => {
    await api.world.database.query(
      "UPDATE cart SET status = 'ABANDONED', abandoned_at = now() WHERE id = $1",
      [cart.id],
    );
    const read = await run(cart.viewer, 'query ($id: ID!) { cart(id: $id) { status version } }', {
      id: cart.id,
    });
    expect(read.data).toEqual({ cart: { status: 'ABANDONED', version: 2 } });
    const mine = '{ myCart { status version } }';
    expect((await run(cart.viewer, mine)).data).toEqual({ myCart: { status: 'ACTIVE', version: 3 } });
    expect((await run(cart.viewer, mine)).data).toEqual({ myCart: { status: 'ACTIVE', version: 3 } });
  });
});

describe('a guest cart and its customer through the API', () => {
  const MERGE = `mutation ($input: CartMergeInput!) { cartMerge(input: $input) { cart { id totalQuantity } replayed
    report { sku fromQuantity intoQuantity resultQuantity reason } userErrors { code field } } }`;
  const both = (who: Guest): Viewer => ({ ...cart.viewer, ...readGuestToken(SESSION_SECRET, who.token) });

  test('is seen as mergeable by asking, which merges nothing', async () => {
    const who = await guest();
    const source = '{ mergeableCart { id } myCart { id } }';
    expect((await run(both(who), source)).data).toEqual({
      mergeableCart: { id: who.cartId },
      myCart: { id: cart.id },
    });
    for (const viewer of [who.viewer, cart.viewer, { ...both(who), tokenVersion: 9 }])
      expect((await run(viewer, source)).data['mergeableCart']).toBeNull();
  });

  test('is merged once, with a report, and is gone for the guest', async () => {
    const who = await guest();
    const input = { sourceSessionToken: who.token };
    const first = (await run(cart.viewer, MERGE, { input })).data['cartMerge'];
    expect(first).toEqual({
      cart: { id: cart.id, totalQuantity: 4 },
      replayed: false,
      report: [{ sku: 'MUG', fromQuantity: 2, intoQuantity: 2, resultQuantity: 4, reason: null }],
      userErrors: [],
    });
    const second = (await run(cart.viewer, MERGE, { input })).data['cartMerge'];
    expect(second).toEqual({ ...(first as object), replayed: true });
    const seen = await run(
      who.viewer,
      'query ($id: ID!) { myCart { id } cart(id: $id) { status mergedIntoId } }',
      {
        id: who.cartId,
      },
    );
    expect(seen.data).toEqual({ myCart: null, cart: { status: 'MERGED', mergedIntoId: cart.id } });
  });

  test('ends for its watchers with the cause MERGED', async () => {
    const who = await guest();
    const watching = await api.watch(who.cartId, who.viewer);
    await watching.next();
    await run(cart.viewer, MERGE, { input: { sourceSessionToken: who.token } });
    const { value } = (await watching.next()) as { value: { data: unknown } };
    expect(value.data).toMatchObject({
      cartChanged: { version: 3, cause: 'MERGED', changes: [{ version: 3, cause: 'MERGED' }] },
    });
    await watching.return(undefined);
  });

  test.each([
    ['a token that is none', { sourceSessionToken: 'x' }, ['input', 'sourceSessionToken']],
    ['a cart that is none', { sourceCartId: 'x' }, ['input', 'sourceCartId']],
    ['a cart of somebody else', { sourceCartId: newId() }, ['input', 'sourceCartId']],
  ])('is not found by %s', async (_what, over, field) => {
    const who = await guest();
    const input = { sourceSessionToken: who.token, ...over };
    expect((await run(customer(), MERGE, { input })).data['cartMerge']).toEqual({
      cart: null,
      replayed: false,
      report: [],
      userErrors: [{ code: 'CART_NOT_FOUND', field }],
    });
  });
});

describe('a change with an input that cannot be', () => {
  test.each<[string, (cartId: string) => object]>([
    ['cartUpdate', (cartId) => ({ cartId, note: 'x'.repeat(1_001) })],
    ['cartUpdate', (cartId) => ({ cartId, buyer: { email: 'nobody' } })],
    ['cartUpdate', (cartId) => ({ cartId, buyer: { countryCode: 'Germany' } })],
    ['cartUpdate', (cartId) => ({ cartId, currencyCode: 'XXXX' })],
    ['cartUpdate', (cartId) => ({ cartId, attributes: [{ key: '', value: '' }] })],
    ['cartSave', (cartId) => ({ cartId, name: '' })],
    ['cartSave', (cartId) => ({ cartId, name: 'x'.repeat(101) })],
    ['cartSave', (cartId) => ({ cartId, idempotencyKey: '' })],
    ['cartRestore', (cartId) => ({ cartId, idempotencyKey: 'x'.repeat(201) })],
    ['cartDelete', (cartId) => ({ cartId, idempotencyKey: '' })],
    ['cartReservationExtend', (cartId) => ({ cartId, idempotencyKey: '' })],
  ])('%s is refused and changes nothing', async (mutation, inputOf) => {
    await expect(change(mutation, inputOf(cart.id))).rejects.toThrow('BAD_USER_INPUT');
    expect((await api.world.read(cart.id)).version).toBe(2);
  });

  test.each(['cartUpdate', 'cartSave', 'cartRestore', 'cartDelete', 'cartReservationExtend'])(
    '%s of a cart that is not the viewer’s looks like one of none',
    async (mutation) => {
      for (const cartId of [cart.id, newId(), 'no uuid'])
        expect(await change(mutation, { cartId }, customer())).toEqual({
          committedVersion: null,
          cart: null,
          userErrors: [{ code: 'CART_NOT_FOUND', field: ['input', 'cartId'] }],
        });
      expect((await api.world.read(cart.id)).version).toBe(2);
    },
  );
});
