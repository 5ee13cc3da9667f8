import { ANONYMOUS, issueGuestToken, readGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { DAY_MS } from '@agora/platform/time';
import { eventually } from '@agora/test-kit/eventually';
import { SESSION_SECRET, customer } from '../cart-world.suite';
import { SessionActivity } from '../persistence/session-activity';
import { purgeSessions } from '../persistence/session-store';
import { STAFF, openCartApi } from './cart-api.suite';
import type { Answer, CartApi } from './cart-api.suite';

let api: CartApi;
beforeAll(async () => {
  api = await openCartApi();
});
afterAll(() => api.close());

const START = `mutation ($input: SessionStartInput!) { sessionStart(input: $input) {
  session { id customerId deviceInfo } sessionToken userErrors { code field } } }`;
const READ = 'query ($id: ID!) { session(id: $id) { id customerId deviceInfo carts { id } } }';
const END = `mutation ($id: ID!) { sessionEnd(input: { sessionId: $id }) { session { id } userErrors { code } } }`;
const OPEN = 'mutation { cartCreate(input: {}) { cart { id session { id } } userErrors { code } } }';

interface Started {
  readonly session: { readonly id: string; readonly customerId: string | null };
  readonly sessionToken: string;
  readonly viewer: Viewer;
}

async function start(viewer: Viewer = ANONYMOUS, input: object = {}): Promise<Started> {
  const { data } = await api.run(viewer, START, { input });
  const started = data['sessionStart'] as Started;
  return { ...started, viewer: { ...ANONYMOUS, ...readGuestToken(SESSION_SECRET, started.sessionToken) } };
}
const read = (id: string, viewer: Viewer): Promise<Answer> => api.run(viewer, READ, { id });
const cartIdOf = ({ data }: Answer): string => (data['cartCreate'] as { cart: { id: string } }).cart.id;

describe('a session', () => {
  test('gives a guest a token that opens carts, and shows them', async () => {
    const { session, viewer } = await start(ANONYMOUS, { deviceInfo: { model: 'phone' } });
    const opened = await api.run(viewer, OPEN);
    expect(opened.data['cartCreate']).toMatchObject({ cart: { session: { id: session.id } } });
    expect((await read(session.id, viewer)).data['session']).toEqual({
      id: session.id,
      customerId: null,
      deviceInfo: { model: 'phone' },
      carts: [{ id: cartIdOf(opened) }],
    });
  });

  test('started with a JWT is a device of that customer, who sees it without its token', async () => {
    const owner = customer();
    const { session } = await start(owner);
    expect(session.customerId).toBe(owner.customerId);
    expect((await read(session.id, owner)).data['session']).toMatchObject({ id: session.id });
  });

  test('is repeated by its key with the same token, and the key is refused for another device', async () => {
    const input = { deviceInfo: { n: 1 }, idempotencyKey: 'a-key-nobody-guesses' };
    const first = await start(ANONYMOUS, input);
    const second = await start(ANONYMOUS, input);
    expect(second.sessionToken).toBe(first.sessionToken);
    const { data } = await api.run(ANONYMOUS, START, { input: { ...input, deviceInfo: { n: 2 } } });
    expect(data['sessionStart']).toMatchObject({
      session: null,
      sessionToken: null,
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] }],
    });
  });

  test('does not exist for anybody else: to be read, as an entity, to be changed and to be ended', async () => {
    const { session } = await start();
    const strangers = [customer(), ANONYMOUS, (await start()).viewer];
    for (const viewer of strangers) {
      expect((await read(session.id, viewer)).data).toEqual({ session: null });
      const entity = await api.run(
        viewer,
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Session { id } } }',
        { r: [{ __typename: 'Session', id: session.id }] },
      );
      expect(entity.data).toEqual({ _entities: [null] });
      for (const id of [session.id, newId(), 'no uuid'])
        expect((await api.run(viewer, END, { id })).data['sessionEnd']).toEqual({
          session: null,
          userErrors: [{ code: 'SESSION_NOT_FOUND' }],
        });
    }
    expect((await read(session.id, STAFF)).data['session']).toMatchObject({ id: session.id });
  });

  test('that ended is no identity any more, and its streams are told', async () => {
    const { session, viewer } = await start();
    const cartId = cartIdOf(await api.run(viewer, OPEN));
    const ended = await api.run(viewer, END, { id: session.id });
    expect(ended.data['sessionEnd']).toEqual({ session: { id: session.id }, userErrors: [] });
    expect(api.world.revoked).toContain(`session:${session.id}`);
    expect((await read(session.id, viewer)).data).toEqual({ session: null });
    const cart = await api.run(viewer, 'query ($id: ID!) { cart(id: $id) { id } }', { id: cartId });
    expect(cart.data).toEqual({ cart: null });
    expect((await api.run(viewer, OPEN)).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('is updated, and forgets what it is told to forget', async () => {
    const { session, viewer } = await start(ANONYMOUS, { deviceInfo: [1] });
    const source = `mutation ($input: SessionUpdateInput!) { sessionUpdate(input: $input) {
      session { deviceInfo } sessionToken userErrors { code } } }`;
    const update = (deviceInfo: unknown): Promise<Answer> =>
      api.run(viewer, source, { input: { sessionId: session.id, deviceInfo } });
    expect((await update({ os: 'x' })).data['sessionUpdate']).toEqual({
      session: { deviceInfo: { os: 'x' } },
      sessionToken: null,
      userErrors: [],
    });
    expect((await update(null)).data['sessionUpdate']).toMatchObject({ session: { deviceInfo: null } });
    expect((await update('x'.repeat(5_000))).codes).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['device information above 4 kB', { deviceInfo: { text: 'x'.repeat(4_100) } }],
    ['a key that can be guessed', { idempotencyKey: 'short' }],
    ['a key without end', { idempotencyKey: 'k'.repeat(201) }],
  ])('is not started with %s', async (_what, input) => {
    const count = (): Promise<object[]> => api.world.database.query('SELECT count(*) FROM session');
    const before = await count();
    expect((await api.run(ANONYMOUS, START, { input })).codes).toEqual(['BAD_USER_INPUT']);
    expect(await count()).toEqual(before);
  });
});

describe('the cart of a session token', () => {
  const BY_TOKEN = 'query ($token: String!) { cartBySession(sessionToken: $token) { id } }';

  test('is shown to whoever has the token, and only in the store and channel that is asked', async () => {
    const { sessionToken, viewer } = await start();
    const id = cartIdOf(await api.run(viewer, OPEN));
    const byToken = await api.run(ANONYMOUS, BY_TOKEN, { token: sessionToken });
    expect(byToken.data).toEqual({ cartBySession: { id } });
    const shop = { storeId: 'other', channel: 'web', region: 'US', currencyCode: 'USD', language: 'en' };
    const elsewhere = await api.run(ANONYMOUS, BY_TOKEN, { token: sessionToken }, { shop });
    expect(elsewhere.data).toEqual({ cartBySession: null });
  });

  test('is not shown for a token that is forged, old or ended', async () => {
    const { session, sessionToken, viewer } = await start();
    await api.run(viewer, OPEN);
    const old = issueGuestToken(SESSION_SECRET, { sessionId: session.id, tokenVersion: 7 });
    const forged = issueGuestToken('another secret', { sessionId: session.id, tokenVersion: 1 });
    for (const token of [old, forged, 'nonsense', ''])
      expect((await api.run(ANONYMOUS, BY_TOKEN, { token })).data).toEqual({ cartBySession: null });
    await api.run(viewer, END, { id: session.id });
    expect((await api.run(ANONYMOUS, BY_TOKEN, { token: sessionToken })).data).toEqual({
      cartBySession: null,
    });
  });
});

describe('a session that ended long ago', () => {
  test('is deleted when it has no cart any more, and not before', async () => {
    const [empty, full] = [await start(), await start()];
    await api.run(full.viewer, OPEN);
    const ids = [empty.session.id, full.session.id];
    const { database } = api.world;
    await database.query("UPDATE session SET expires_at = now() - interval '2 days' WHERE id = ANY ($1)", [
      ids,
    ]);
    expect(await purgeSessions(database, 3 * DAY_MS, 100)).toBe(0);
    expect(await purgeSessions(database, DAY_MS, 100)).toBe(1);
    expect([...(await api.world.deps.sessions.readMany(ids)).keys()]).toEqual([full.session.id]);
  });
});

describe('when a session was seen', () => {
  const logger = createLogger({ name: 'test', level: 'silent' });
  const seenAt = async (id: string): Promise<Date | undefined> =>
    (
      await api.world.database.query<{ last_seen_at: Date }>(
        'SELECT last_seen_at FROM session WHERE id = $1',
        [id],
      )
    )[0]?.last_seen_at;

  test('is written once a minute, however many requests come', async () => {
    const { session } = await start();
    await api.world.database.query(
      "UPDATE session SET last_seen_at = now() - interval '5 minutes' WHERE id = $1",
      [session.id],
    );
    const statements: unknown[] = [];
    const query = (text: never, values: never): Promise<never[]> => {
      statements.push(values);
      return api.world.database.query(text, values);
    };
    const activity = new SessionActivity({ query }, logger);
    for (let n = 0; n < 20; n += 1) activity.note(session.id, 1);
    await eventually(async () => Date.now() - ((await seenAt(session.id))?.getTime() ?? 0) < 60_000);
    expect(statements).toHaveLength(1);
  });

  test('is not moved by a token that is no longer good', async () => {
    const { session } = await start();
    await api.world.database.query(
      "UPDATE session SET last_seen_at = now() - interval '5 minutes', token_version = 2 WHERE id = $1",
      [session.id],
    );
    const before = await seenAt(session.id);
    const written: Promise<unknown>[] = [];
    const query = (text: never, values: never): Promise<never[]> => {
      const done = api.world.database.query<never>(text, values);
      written.push(done);
      return done;
    };
    new SessionActivity({ query }, logger).note(session.id, 1);
    await Promise.all(written);
    expect(written).toHaveLength(1);
    expect(await seenAt(session.id)).toEqual(before);
  });
});
