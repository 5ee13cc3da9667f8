import type { LiveMessage } from '@agora/client/live-operations';
import { CartChangedDocument, CartClearDocument } from '@agora/client/generated/graphql';
import type { CartChangedSubscription } from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { openEventStream } from './event-stream';

type Change = NonNullable<CartChangedSubscription['cartChanged']>;

/** What one watcher has been told. */
interface Watcher {
  readonly messages: LiveMessage<CartChangedSubscription>[];
  readonly changes: () => Change[];
  stop(): void;
}

function watch(lane: Lane, { cartId, sessionToken }: Guest, afterVersion?: number): Watcher {
  const messages: LiveMessage<CartChangedSubscription>[] = [];
  const variables = { cartId, ...(afterVersion === undefined ? {} : { afterVersion }) };
  const stop = lane.client({ sessionToken }).subscribe(CartChangedDocument, variables, {
    next: (message) => messages.push(message),
    error: (error) => {
      throw error;
    },
  });
  const changes = (): Change[] =>
    messages.flatMap(({ data }) => (data?.cartChanged == null ? [] : [data.cartChanged]));
  return { messages, changes, stop };
}

/** Every version a watcher was told of after its first message, in the order told. */
function toldVersions(changes: readonly Change[]): number[] {
  return changes.slice(1).flatMap((change) => change.changes.map(({ version }) => version));
}

/** A snapshot, then each later version exactly once, each message with the state it stands for. */
function expectEveryVersionAfter(version: number, changes: readonly Change[]): void {
  const [first, ...later] = changes;
  expect(first).toMatchObject({ version, snapshot: true, changes: [] });
  expect(first?.cart?.lines[0]?.variant?.product.title).toEqual(expect.any(String));
  const told = toldVersions(changes);
  expect(told).toEqual(told.map((_, index) => version + 1 + index));
  expect(told.at(-1)).toBe(upTo(changes));
  for (const change of later) {
    expect(change).toMatchObject({ snapshot: false, cart: { version: change.version } });
    for (const { variant, title } of change.cart?.lines ?? [])
      expect(title).toContain(variant?.product.title);
  }
}

const upTo = (changes: readonly Change[]): number => changes.at(-1)?.version ?? 0;

/** Phone and laptop see the same cart at the same time. */
export function liveCart(lane: () => Lane): void {
  it('tells two sockets the state first and then every commit in order, with titles of the catalog', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const watchers = [watch(lane(), guest), watch(lane(), guest)];
    await eventually(() => watchers.every(({ messages }) => messages.length > 0), { what: 'two snapshots' });
    await Promise.all(Array.from({ length: 6 }, () => guest.add(sku)));
    await guest.client.mutate(CartClearDocument, { input: { cartId: guest.cartId } });
    await guest.add(sku, 2);
    const { version } = await guest.cart();
    for (const watcher of watchers) {
      await eventually(() => upTo(watcher.changes()) >= version, { what: 'the newest version' });
      expect(watcher.messages[0]).toMatchObject({ isFresh: true, errors: [] });
      expectEveryVersionAfter(2, watcher.changes());
      expect(watcher.changes().at(-1)?.cart?.totalQuantity).toBe(2);
      watcher.stop();
    }
  });

  it('continues where a watcher says it was, and is silent when it has missed nothing', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    const present = watch(lane(), guest);
    await eventually(() => present.messages.length > 0, { what: 'a snapshot' });
    for (let count = 0; count < 3; count += 1) await guest.add(sku);
    await eventually(() => upTo(present.changes()) >= 4, { what: 'version 4' });
    const behind = watch(lane(), guest, 2);
    const upToDate = watch(lane(), guest, upTo(present.changes()));
    await eventually(() => behind.messages.length > 0, { what: 'what was missed' });
    expect(behind.changes()[0]).toMatchObject({ snapshot: false });
    expect(
      behind
        .changes()[0]
        ?.changes.map(({ version }) => version)
        .slice(0, 2),
    ).toEqual([3, 4]);
    expect(upToDate.messages).toEqual([]);
    await guest.add(sku);
    await eventually(() => upToDate.messages.length > 0, { what: 'the next change' });
    const [next] = upToDate.changes();
    expect(next).toMatchObject({ snapshot: false });
    expect(next?.changes[0]?.version).toBe(5);
    for (const watcher of [present, behind, upToDate]) watcher.stop();
  });

  it('says the same over server-sent events', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const socket = watch(lane(), guest);
    const stream = await openEventStream(lane().url, {
      query: CartChangedDocument.toString(),
      variables: { cartId: guest.cartId },
      headers: { 'x-session-token': guest.sessionToken },
    });
    const streamed = (): Change[] =>
      stream.messages.flatMap((message) => {
        const { cartChanged } = (message as { data: CartChangedSubscription }).data;
        return cartChanged === null ? [] : [cartChanged];
      });
    await eventually(() => streamed().length > 0 && socket.changes().length > 0, { what: 'two snapshots' });
    expect(streamed()[0]).toEqual(socket.changes()[0]);
    await guest.add(sku);
    await guest.add(sku);
    const { version } = await guest.cart();
    await eventually(() => upTo(streamed()) >= version && upTo(socket.changes()) >= version, {
      what: 'the newest version on both roads',
    });
    expect(toldVersions(streamed())).toEqual(toldVersions(socket.changes()));
    expect(streamed().at(-1)?.cart).toEqual(socket.changes().at(-1)?.cart);
    stream.close();
    socket.stop();
  });

  it('shows nothing of a cart to anybody else', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    const stranger = await arriveAsGuest(lane());
    const messages: LiveMessage<CartChangedSubscription>[] = [];
    const ended = new Promise<void>((resolve) => {
      const stop = stranger.client.subscribe(
        CartChangedDocument,
        { cartId: guest.cartId },
        {
          next: (message) => {
            messages.push(message);
            resolve();
          },
          error: () => resolve(),
          complete: () => resolve(),
        },
      );
      setTimeout(() => {
        stop();
        resolve();
      }, 2_000);
    });
    await guest.add(sku);
    await ended;
    expect(JSON.stringify(messages)).not.toContain(sku);
    for (const { data } of messages) expect(data?.cartChanged?.cart ?? null).toBeNull();
  });

  it('ends a subscription when its reader leaves the loop', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    const seen: number[] = [];
    for await (const { data } of guest.client.iterate(CartChangedDocument, { cartId: guest.cartId })) {
      seen.push(data?.cartChanged?.version ?? 0);
      if (seen.length === 3) break;
      await guest.add(sku);
    }
    expect(seen[0]).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });
}
