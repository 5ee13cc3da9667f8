import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import type { VersionRule } from './key-versions';

/** Topics whose messages are about one kind of aggregate, with one count of versions per key. */
export interface TopicGroup {
  readonly name: string;
  readonly topics: readonly string[];
  readonly versions: VersionRule;
}

/** Written by parties outside, which count nothing. */
const OF_OTHERS = ['cart.item.out_of_stock.v1'];

/**
 * Whose key is not the thing that is counted: a sku has several prices, and what a cart holds is counted anew once its hold was
 * purged.
 */
const COUNTED_ELSEWHERE = [
  'pricing.updated.v1',
  'inventory.stock.reserved.v1',
  'inventory.reservation.expired.v1',
  'inventory.reservation.released.v1',
  'inventory.reservation.failed.v1',
  'inventory.backorder.filled.v1',
];

function topicsOf(owner: string): string[] {
  return CATALOG_OF_EVENTS.map(({ topic }) => topic).filter(
    (topic) => topic.startsWith(`${owner}.`) && !OF_OTHERS.includes(topic),
  );
}

/** Each commit of a cart is one event on one of these topics. */
export const CART_TOPICS: TopicGroup = { name: 'cart', topics: topicsOf('cart'), versions: 'contiguous' };

/** Each commit of an order that was made from a cart, as well; several events may tell the same one. */
export const ORDER_TOPICS: TopicGroup = { name: 'order', topics: topicsOf('order'), versions: 'contiguous' };

const counted = new Set([...CART_TOPICS.topics, ...ORDER_TOPICS.topics, ...OF_OTHERS, ...COUNTED_ELSEWHERE]);

/** Every topic whose versions say something; of the others, each is a group of its own whose versions only ascend. */
export const TOPIC_GROUPS: readonly TopicGroup[] = [
  CART_TOPICS,
  ORDER_TOPICS,
  ...CATALOG_OF_EVENTS.map(({ topic }) => topic)
    .filter((topic) => !counted.has(topic))
    .map((topic): TopicGroup => ({ name: topic, topics: [topic], versions: 'ascending' })),
];
