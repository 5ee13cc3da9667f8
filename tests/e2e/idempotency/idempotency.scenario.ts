import { randomUUID } from 'node:crypto';
import { CartCreateDocument, CartHistoryDocument } from '@agora/client/generated/graphql';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';

/** The same request twice, ten times, at once, and with a key that was used for something else. */
export function idempotency(lane: () => Lane): void {
  it('one key sent ten times in parallel has one effect, and every answer says the same', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => addPatiently(() => guest.add(sku, 2, 'once'))),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(answers.map(({ committedVersion }) => committedVersion)).toEqual(Array(10).fill(2));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await guest.cart()).toMatchObject({ totalQuantity: 2 });
    const { cart } = await guest.client.query(CartHistoryDocument, { id: guest.cartId });
    expect(cart?.history?.filter(({ cause }) => cause === 'LINES_ADDED')).toHaveLength(1);
    await expectBalanced(lane(), sku);
  });

  it('a replay resolves on the state of now and says what was committed then', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 1, 'first');
    await guest.add(sku, 1, 'second');
    const replay = await guest.add(sku, 1, 'first');
    expect(replay).toMatchObject({ replayed: true, committedVersion: 2, cart: { totalQuantity: 2 } });
  });

  it('a key that was used for another input is refused', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 1, 'key');
    const other = await guest.add(sku, 2, 'key');
    expect(other.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect(other).toMatchObject({ committedVersion: null, cart: { totalQuantity: 1 } });
  });

  it('the keys of two guests have nothing to do with each other', async () => {
    const sku = await stockedSku(lane(), 50);
    const [one, two] = [await arriveAsGuest(lane()), await arriveAsGuest(lane())];
    await one.add(sku, 1, 'same key');
    expect(await two.add(sku, 3, 'same key')).toMatchObject({ replayed: false, userErrors: [] });
  });

  it('a refusal uses no key up: the same request works after a restock', async () => {
    const sku = await stockedSku(lane(), 1);
    const [first, second] = [await arriveAsGuest(lane()), await arriveAsGuest(lane())];
    await first.add(sku);
    expect((await second.add(sku, 1, 'patient')).userErrors).toMatchObject([{ code: 'INSUFFICIENT_STOCK' }]);
    await lane().rows('inventory', RESTOCK, [sku]);
    expect(await second.add(sku, 1, 'patient')).toMatchObject({ replayed: false, userErrors: [] });
  });

  it('a guest who repeats the first request gets the same cart and the same token', async () => {
    const input = { idempotencyKey: `arrival-${randomUUID()}` };
    const [one, two] = await Promise.all(
      [
        lane().client().mutate(CartCreateDocument, { input }),
        lane().client().mutate(CartCreateDocument, { input }),
      ].map((answer) => answer.catch(() => lane().client().mutate(CartCreateDocument, { input }))),
    );
    const again = await lane().client().mutate(CartCreateDocument, { input });
    expect(again.cartCreate).toMatchObject({ replayed: true, userErrors: [] });
    expect(again.cartCreate.sessionToken).not.toBeNull();
    for (const answer of [one, two]) {
      if (answer?.cartCreate.userErrors.length === 0)
        expect(answer.cartCreate).toMatchObject({
          cart: { id: again.cartCreate.cart?.id },
          sessionToken: again.cartCreate.sessionToken,
        });
    }
  });
}

const RESTOCK = `WITH s AS (
    UPDATE stock SET on_hand = on_hand + 5, available = available + 5, version = version + 1
    WHERE sku = $1 AND location = (SELECT code FROM location WHERE region = 'US' ORDER BY allocation_order LIMIT 1)
    RETURNING sku, location, on_hand)
  INSERT INTO stock_adjustment (id, sku, location, kind, delta, on_hand_after, actor)
  SELECT gen_random_uuid(), sku, location, 'ADJUST', 5, on_hand, 'system' FROM s`;

/** Repeats while the first request is at work, as the code asks for. */
async function addPatiently<T extends { userErrors: readonly { code: string }[] }>(
  add: () => Promise<T>,
): Promise<T> {
  for (;;) {
    const answer = await add();
    if (answer.userErrors[0]?.code !== 'IDEMPOTENCY_IN_PROGRESS') return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
