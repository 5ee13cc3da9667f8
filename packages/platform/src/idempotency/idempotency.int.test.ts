import { createMessagingDatabase } from '../outbox/messaging-database.suite';
import type { MessagingDatabase } from '../outbox/messaging-database.suite';
import { sleep } from '../time/deadline';
import { ClaimLostError, isClaimLost } from './claim-lost';
import { createIdempotency } from './idempotency';
import type { Claim, ClaimRequest, HeldClaim } from './idempotency';
import { completionSql } from './statements';

let messaging: MessagingDatabase;
beforeAll(async () => {
  messaging = await createMessagingDatabase();
  await messaging.database.query('CREATE TABLE effect (key text NOT NULL)');
});
afterAll(() => messaging.drop());

let keys = 0;
const request = (over: Partial<ClaimRequest> = {}): ClaimRequest => ({
  scope: 'customer:1',
  operation: 'cartLinesAdd',
  key: `key-${(keys += 1)}`,
  input: { sku: 'A', quantity: 1 },
  ...over,
});
function held(claim: Claim): HeldClaim {
  if (claim.kind !== 'claimed') throw new Error(`expected a claim, got ${claim.kind}`);
  return claim;
}

describe('idempotency', () => {
  test('claims that come at once share statements, and each gets what it would have got alone', async () => {
    const statements: string[] = [];
    const idempotency = createIdempotency({
      query: (statement, values) => {
        statements.push(typeof statement === 'string' ? statement : (statement.name ?? ''));
        return messaging.database.query(statement, values);
      },
    });
    const [done, open, dead] = [request(), request(), request()];
    await idempotency.complete(messaging.database, held(await idempotency.claim(done)), { n: 1 });
    await idempotency.claim(open);
    const died = held(await idempotency.claim(dead));
    await idempotency.handBack(died);
    statements.length = 0;
    const fresh = Array.from({ length: 20 }, () => request());
    const twice = request();
    const claims = await Promise.all(
      [...fresh, done, open, dead, twice, twice, { ...done, input: 'other' }].map((asked) =>
        idempotency.claim(asked),
      ),
    );
    expect(claims.slice(0, 20).map(({ kind }) => kind)).toEqual(Array(20).fill('claimed'));
    expect(new Set(claims.slice(0, 20).map((claim) => held(claim).operationId)).size).toBe(20);
    expect(claims.slice(20)).toMatchObject([
      { kind: 'replay', outcome: { n: 1 } },
      { kind: 'inProgress' },
      { kind: 'claimed', isTakeover: true, operationId: died.operationId },
      { kind: 'claimed', isTakeover: false },
      { kind: 'inProgress' },
      { kind: 'reused' },
    ]);
    expect(statements.filter((name) => name === 'idempotency_claim_all')).toHaveLength(1);
    expect(statements.length).toBeLessThan(12);
  });

  test('a completed request is replayed with its outcome and the key order of the input does not matter', async () => {
    const idempotency = createIdempotency(messaging.database);
    const asked = request();
    const claim = held(await idempotency.claim(asked));
    await idempotency.complete(messaging.database, claim, { cartId: 'c', version: 3, warnings: ['w'] });
    const again = await idempotency.claim({ ...asked, input: { quantity: 1, sku: 'A' } });
    expect(again).toEqual({ kind: 'replay', outcome: { cartId: 'c', version: 3, warnings: ['w'] } });
  });

  test('ten parallel requests with one key have one effect and everybody can learn the outcome', async () => {
    const idempotency = createIdempotency(messaging.database);
    for (let round = 0; round < 10; round += 1) {
      const asked = request();
      const attempt = async (): Promise<Claim['kind']> => {
        const claim = await idempotency.claim(asked);
        if (claim.kind !== 'claimed') return claim.kind;
        await messaging.database.inTransaction(async (tx) => {
          await tx.query('INSERT INTO effect (key) VALUES ($1)', [asked.key]);
          await idempotency.complete(tx, claim, { done: true });
        });
        return claim.kind;
      };
      const kinds = await Promise.all(Array.from({ length: 10 }, attempt));
      expect(kinds.filter((kind) => kind === 'claimed')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'reused')).toHaveLength(0);
      expect(await messaging.database.query('SELECT 1 FROM effect WHERE key = $1', [asked.key])).toHaveLength(
        1,
      );
      expect((await idempotency.claim(asked)).kind).toBe('replay');
    }
  });

  test('the same key with another input is refused, in flight, done and after the lease', async () => {
    const idempotency = createIdempotency(messaging.database, { leaseMs: 30 });
    const asked = request();
    const other = { ...asked, input: { sku: 'A', quantity: 2 } };
    const claim = held(await idempotency.claim(asked));
    expect(await idempotency.claim(other)).toEqual({ kind: 'reused' });
    await sleep(60);
    expect(await idempotency.claim(other)).toEqual({ kind: 'reused' });
    await idempotency.abandon(claim);
    held(await idempotency.claim(other));
  });

  test('one key in two scopes or two operations is two requests', async () => {
    const idempotency = createIdempotency(messaging.database);
    const asked = request();
    const ids = [
      held(await idempotency.claim(asked)).operationId,
      held(await idempotency.claim({ ...asked, scope: 'session:2' })).operationId,
      held(await idempotency.claim({ ...asked, operation: 'cartClear' })).operationId,
    ];
    expect(new Set(ids).size).toBe(3);
  });

  test('while the lease runs a repeat is told when to come back', async () => {
    const idempotency = createIdempotency(messaging.database, { leaseMs: 400 });
    const asked = request();
    held(await idempotency.claim(asked));
    const again = await idempotency.claim(asked);
    expect(again).toEqual({ kind: 'inProgress', retryAfterMs: expect.any(Number) as number });
    expect(again.kind === 'inProgress' ? again.retryAfterMs : 0).toBeLessThanOrEqual(400);
  });

  test('an expired lease is taken over once, with the same operation id and another claim', async () => {
    const idempotency = createIdempotency(messaging.database, { leaseMs: 30 });
    const longer = createIdempotency(messaging.database);
    const asked = request();
    const first = held(await idempotency.claim(asked));
    expect(first.isTakeover).toBe(false);
    await sleep(60);
    const claims = await Promise.all(Array.from({ length: 10 }, () => longer.claim(asked)));
    const taken = claims.filter((claim): claim is HeldClaim => claim.kind === 'claimed');
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ operationId: first.operationId, isTakeover: true });
    expect(taken[0]?.claim).not.toBe(first.claim);
  });

  test('a fenced writer can neither complete nor abandon, and its effect is rolled back', async () => {
    const idempotency = createIdempotency(messaging.database, { leaseMs: 30 });
    const longer = createIdempotency(messaging.database);
    const asked = request();
    const fenced = held(await idempotency.claim(asked));
    await sleep(60);
    const owner = held(await longer.claim(asked));
    const late = messaging.database.inTransaction(async (tx) => {
      await tx.query('INSERT INTO effect (key) VALUES ($1)', [asked.key]);
      await longer.complete(tx, fenced, { by: 'fenced' });
    });
    await expect(late).rejects.toBeInstanceOf(ClaimLostError);
    expect(isClaimLost(await late.catch((error: unknown) => new Error('outer', { cause: error })))).toBe(
      true,
    );
    await longer.abandon(fenced);
    expect(await messaging.database.query('SELECT 1 FROM effect WHERE key = $1', [asked.key])).toHaveLength(
      0,
    );
    await longer.complete(messaging.database, owner, { by: 'owner' });
    expect(await longer.claim(asked)).toEqual({ kind: 'replay', outcome: { by: 'owner' } });
  });

  test('a writer whose lease ended cannot complete even when nobody took over', async () => {
    const idempotency = createIdempotency(messaging.database, { leaseMs: 30 });
    const claim = held(await idempotency.claim(request()));
    await sleep(60);
    await expect(idempotency.complete(messaging.database, claim, {})).rejects.toMatchObject({
      code: 'AG002',
    });
  });

  test("a takeover that races with the owner's commit ends in exactly one completion", async () => {
    const idempotency = createIdempotency(messaging.database, { leaseMs: 40 });
    for (let round = 0; round < 20; round += 1) {
      const asked = request();
      const owner = held(await idempotency.claim(asked));
      await sleep(36 + (round % 5) * 2);
      const [commit, claim] = await Promise.all([
        idempotency.complete(messaging.database, owner, { by: 'owner' }).then(
          () => 'done',
          () => 'lost',
        ),
        idempotency.claim(asked),
      ]);
      expect(commit === 'done' && claim.kind === 'claimed').toBe(false);
    }
  });

  test('a key given back after a refusal may succeed later', async () => {
    const idempotency = createIdempotency(messaging.database);
    const asked = request();
    await idempotency.abandon(held(await idempotency.claim(asked)));
    expect(held(await idempotency.claim(asked)).isTakeover).toBe(false);
  });

  test('a claim that was handed back is taken over at once, with the same operation id', async () => {
    const idempotency = createIdempotency(messaging.database);
    const asked = request();
    const first = held(await idempotency.claim(asked));
    await idempotency.handBack(first);
    const second = held(await idempotency.claim(asked));
    expect(second).toMatchObject({ operationId: first.operationId, isTakeover: true });
    await idempotency.handBack(first);
    expect((await idempotency.claim(asked)).kind).toBe('inProgress');
    await expect(idempotency.complete(messaging.database, first, {})).rejects.toBeInstanceOf(ClaimLostError);
  });

  test('a single statement completes its claim with its effect, or has none', async () => {
    const idempotency = createIdempotency(messaging.database);
    const done = completionSql({
      scope: '$2',
      operation: '$3',
      key: '$4',
      claim: '$5',
      outcome: "jsonb_build_object('effect', e.key)",
      from: 'e',
    });
    const text = `WITH e AS (INSERT INTO effect (key) VALUES ($1) RETURNING key), done AS (${done})
      SELECT CASE WHEN EXISTS (SELECT FROM done) THEN 1 ELSE idempotency_claim_lost() END FROM e`;
    const claim = held(await idempotency.claim(request()));
    const values = [claim.key, claim.scope, claim.operation, claim.key, claim.claim];
    await messaging.database.query(text, values);
    expect(await idempotency.claim(request({ key: claim.key }))).toEqual({
      kind: 'replay',
      outcome: { effect: claim.key },
    });
    await expect(messaging.database.query(text, values)).rejects.toMatchObject({ code: 'AG002' });
    expect(await messaging.database.query('SELECT 1 FROM effect WHERE key = $1', [claim.key])).toHaveLength(
      1,
    );
  });

  test('purging takes what is past its time and leaves running claims', async () => {
    const idempotency = createIdempotency(messaging.database, { keepMs: 50 });
    await messaging.database.query('DELETE FROM idempotency');
    const done = held(await idempotency.claim(request()));
    await idempotency.complete(messaging.database, done, {});
    const running = held(await idempotency.claim(request()));
    await sleep(80);
    const young = held(await idempotency.claim(request()));
    expect(await idempotency.purge()).toBe(1);
    const left = await messaging.database.query<{ key: string }>(
      'SELECT key FROM idempotency ORDER BY created_at',
    );
    expect(left.map((row) => row.key)).toEqual([running.key, young.key]);
  });
});
