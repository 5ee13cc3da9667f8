import {
  CartChangedDocument,
  CartDocument,
  CartLinesUpdateDocument,
  StaffCartsDocument,
} from '@agora/client/generated/graphql';
import { createServiceTokens, DEVELOPMENT_SECRET, readAuthConfig } from '@agora/platform/auth';
import { SignJWT } from 'jose';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { openEventStream } from '../live-cart/event-stream';

interface Refusal {
  readonly status: number;
  readonly codes: readonly unknown[];
}

const ADD = `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { committedVersion userErrors { code } } }`;
const NOWHERE = '01890000-0000-7000-8000-000000000000';
// Nothing of our insides may leave: no stack, no path, no address, no SQL.
const INSIDES = /node_modules|\.ts:\d|127\.0\.0\.1|postgres|SELECT |relation |prisma/i;

/** What must be refused: with a stable code, without a word about our insides, and without an effect. */
export function badInput(lane: () => Lane): void {
  let guest: Guest;
  let sku: string;
  beforeAll(async () => {
    sku = await stockedSku(lane(), 50);
    guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
  });
  afterAll(async () => {
    expect(await guest.cart()).toMatchObject({ version: 2, totalQuantity: 2 });
  });

  async function send(body: unknown, headers: Record<string, string> = {}): Promise<Refusal> {
    const response = await fetch(lane().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-token': guest.sessionToken, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    expect(text).not.toMatch(INSIDES);
    const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] };
    return { status: response.status, codes: errors.map(({ extensions }) => extensions?.code) };
  }
  const addTo = (cartId: unknown, quantity: unknown, headers = {}): Promise<Refusal> =>
    send({ query: ADD, variables: { input: { cartId, lines: [{ sku, quantity }] } } }, headers);

  it.each([
    ['a body that is not JSON', '{"query":', 400, 'BAD_USER_INPUT'],
    ['malformed GraphQL', { query: 'mutation { cartLinesAdd(' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ cart(id: "1") { secret } }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an internal mutation',
      { query: 'mutation { cartLock(input: {}) { version } }' },
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a batch of 100',
      Array.from({ length: 100 }, () => ({ query: '{ __typename }' })),
      400,
      'OPERATION_TOO_COMPLEX',
    ],
    ['10,000 aliases', { query: `{ ${aliases(10_000)} }` }, 400, 'OPERATION_TOO_COMPLEX'],
    [
      'a depth of 100',
      {
        query: `{ categories { ${'nodes { children { products { nodes { categories { '.repeat(20)}id${' } } } } }'.repeat(20)} } }`,
      },
      400,
      'OPERATION_TOO_COMPLEX',
    ],
    ['2 MB', { query: '{ __typename }', variables: { x: 'x'.repeat(2_000_000) } }, 413, 'PAYLOAD_TOO_LARGE'],
  ])('%s', async (_what, body, status, code) => {
    expect(await send(body)).toEqual({ status, codes: [code] });
  });

  it.each([
    ['text', 'many'],
    ['a fraction', 1.5],
    ['nothing', null],
    ['2^53', 9_007_199_254_740_993],
  ])('a quantity that is %s', async (_what, quantity) => {
    expect(await addTo(guest.cartId, quantity)).toEqual({ status: 400, codes: ['BAD_USER_INPUT'] });
  });

  it.each([0, -1, 101, 1_000_000_000])('a quantity of %d is out of range for adding', async (quantity) => {
    const { userErrors, committedVersion } = await guest.add(sku, quantity);
    expect(committedVersion).toBeNull();
    expect(userErrors).toMatchObject([
      { code: 'QUANTITY_OUT_OF_RANGE', field: ['input', 'lines', '0', 'quantity'] },
    ]);
  });

  it.each([-1, 101, 1_000_000_000])('a quantity of %d is out of range for setting', async (quantity) => {
    const { cartLinesUpdate } = await guest.client.mutate(CartLinesUpdateDocument, {
      input: { cartId: guest.cartId, lines: [{ sku, quantity }] },
    });
    expect(cartLinesUpdate.userErrors).toMatchObject([{ code: 'QUANTITY_OUT_OF_RANGE' }]);
  });

  it('unknown things: a sku, a cart, a line, an id that is none', async () => {
    expect((await guest.add('NO-SUCH-SKU')).userErrors).toMatchObject([{ code: 'VARIANT_NOT_FOUND' }]);
    const { cartLinesUpdate } = await guest.client.mutate(CartLinesUpdateDocument, {
      input: { cartId: guest.cartId, lines: [{ lineId: NOWHERE, quantity: 1 }] },
    });
    expect(cartLinesUpdate.userErrors).toMatchObject([{ code: 'LINE_NOT_FOUND' }]);
    for (const id of [NOWHERE, 'not-an-id', "'; DROP TABLE cart; --"]) {
      expect(await guest.client.query(CartDocument, { id })).toEqual({ cart: null });
      expect(await addCodes(id)).toEqual(['CART_NOT_FOUND']);
    }
  });

  async function addCodes(cartId: string): Promise<string[]> {
    const response = await fetch(lane().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-token': guest.sessionToken },
      body: JSON.stringify({ query: ADD, variables: { input: { cartId, lines: [{ sku, quantity: 1 }] } } }),
    });
    const text = await response.text();
    expect(text).not.toMatch(INSIDES);
    const { data } = JSON.parse(text) as { data: { cartLinesAdd: { userErrors: { code: string }[] } } };
    return data.cartLinesAdd.userErrors.map(({ code }) => code);
  }

  it('tokens that are expired, forged, for somebody else, from inside, or nonsense are never anonymous', async () => {
    const auth = readAuthConfig({});
    const sign = (claims: {
      secret?: string;
      audience?: string;
      issuer?: string;
      expires?: string;
    }): Promise<string> =>
      new SignJWT({ role: 'admin' })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('somebody')
        .setIssuer(claims.issuer ?? auth.issuer)
        .setAudience(claims.audience ?? auth.audience)
        .setExpirationTime(claims.expires ?? '1h')
        .sign(new TextEncoder().encode(claims.secret ?? DEVELOPMENT_SECRET));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
      JSON.stringify({ sub: 'x', role: 'admin', iss: auth.issuer, aud: auth.audience, exp: 4_102_444_800 }),
    ).toString('base64url')}.`;
    const bad = [
      await sign({ expires: '-5m' }),
      await sign({ secret: 'a secret that is not the one of this system' }),
      await sign({ audience: 'another-shop' }),
      await sign({ issuer: 'https://elsewhere.invalid/' }),
      await createServiceTokens(auth.internalSecret, 'gateway').issue('cart'),
      unsigned,
      'nonsense',
    ];
    for (const token of bad) {
      const refused = { status: 401, codes: ['UNAUTHENTICATED'] };
      expect(await addTo(guest.cartId, 1, { authorization: `Bearer ${token}` })).toEqual(refused);
    }
    for (const token of [`${guest.sessionToken}x`, guest.sessionToken.slice(0, -4), 'nonsense'])
      expect(await addTo(guest.cartId, 1, { 'x-session-token': token })).toEqual({
        status: 401,
        codes: ['UNAUTHENTICATED'],
      });
  });

  it('internal headers of a client are worth nothing', async () => {
    const stranger = await arriveAsGuest(lane());
    const auth = readAuthConfig({});
    const response = await fetch(lane().url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-session-token': stranger.sessionToken,
        'x-agora-internal': await createServiceTokens(auth.internalSecret, 'order').issue('cart'),
      },
      body: JSON.stringify({ query: CartDocument.toString(), variables: { id: guest.cartId } }),
    });
    expect(await response.json()).toEqual({ data: { cart: null } });
  });

  it('a foreign cart is invisible through every door', async () => {
    const stranger = await arriveAsGuest(lane());
    const customer = lane().client({ token: await lane().token('customer') });
    for (const client of [lane().client(), stranger.client, customer]) {
      expect(await client.query(CartDocument, { id: guest.cartId })).toEqual({ cart: null });
      await expect(client.query(StaffCartsDocument, {})).rejects.toMatchObject({
        code: expect.stringMatching(/^(UNAUTHENTICATED|FORBIDDEN)$/),
      });
      const stream = await openEventStream(lane().url, {
        query: CartChangedDocument.toString(),
        variables: { cartId: guest.cartId },
        headers: { 'x-session-token': stranger.sessionToken },
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      stream.close();
      expect(JSON.stringify(stream.messages)).not.toContain(sku);
    }
    const { data, errors } = await entityOnSubgraph(stranger.sessionToken);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: [null] });
  });

  /** The subgraph asked directly, as somebody inside our network could; where it has an address. */
  async function entityOnSubgraph(sessionToken: string): Promise<{ data: unknown; errors?: unknown }> {
    const url = lane().subgraphUrl('cart');
    if (url === undefined) return { data: { _entities: [null] } };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-session-token': sessionToken },
      body: JSON.stringify({
        query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cart { id totalQuantity } } }',
        variables: { r: [{ __typename: 'Cart', id: guest.cartId }] },
      }),
    });
    return (await response.json()) as { data: unknown; errors?: unknown };
  }
}

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${String(index)}: __typename`).join(' ');
}
