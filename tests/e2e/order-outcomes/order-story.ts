import type { AgoraClient } from '@agora/client/create-agora-client';
import { OrderStoryDocument, OrderTransitionDocument } from '@agora/client/generated/graphql';
import type { OrderStatus, OrderStoryQuery } from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import type { Guest } from '../../lanes/shopping';
import type { Watched } from './watch-order';

/** An order as staff sees it. */
export type Story = NonNullable<OrderStoryQuery['order']>;

export const support = async (lane: Lane): Promise<AgoraClient> =>
  lane.client({ token: await lane.token('support') });

/** The order, as soon as it is so. */
export async function storyWhen(lane: Lane, orderId: string, is: (story: Story) => boolean): Promise<Story> {
  const staff = await support(lane);
  return eventually(
    async () => {
      const { order } = await staff.query(OrderStoryDocument, { id: orderId });
      return order !== null && is(order) && order;
    },
    { withinMs: 20_000, everyMs: 100, what: 'the order to be decided' },
  );
}

/** Staff decides. */
export async function move(lane: Lane, orderId: string, to: OrderStatus): Promise<void> {
  const { orderTransition } = await (
    await support(lane)
  ).mutate(OrderTransitionDocument, {
    input: { orderId, to, reasonCode: 'BY_HAND' },
  });
  expect(orderTransition.userErrors).toEqual([]);
}

export async function cartWhen(guest: Guest, status: string): Promise<void> {
  await eventually(async () => (await guest.cart()).status === status, {
    withinMs: 20_000,
    everyMs: 100,
    what: `the cart to be ${status}`,
  });
}

/** Waits until the order's watcher was told of this `status cause`. */
export const told = (seen: Watched, what: string): Promise<unknown> =>
  eventually(() => seen.order.includes(what), { withinMs: 20_000, what: `the live change ${what}` });

/** No version of the order was left out or told twice. */
export function expectGapless({ versions }: Watched): void {
  expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
}
