import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { analyticsHandlers } from '@agora/sandbox-parties/analytics/handlers';
import { fulfillmentHandlers } from '@agora/sandbox-parties/fulfillment/handlers';
import { notificationHandlers } from '@agora/sandbox-parties/notification/handlers';
import { cartEventHandlers } from '../../subgraphs/cart/src/events/subscriptions';
import { inventoryHandlers } from '../../subgraphs/inventory/src/events/handlers';
import { orderEventHandlers } from '../../subgraphs/order/src/events/subscriptions';
import { pricingHandlers } from '../../subgraphs/pricing/src/events/subscriptions';

const HANDLED: Readonly<Record<string, readonly string[]>> = {
  analytics: Object.keys(analyticsHandlers()),
  fulfillment: Object.keys(fulfillmentHandlers(0)),
  notification: Object.keys(notificationHandlers()),
  cart: Object.keys(cartEventHandlers(new Map())),
  inventory: Object.keys(
    inventoryHandlers({
      terms: { leaseSeconds: 60, slideSeconds: 900, capSeconds: 3_600 },
      defaultRegion: 'US',
    }),
  ),
  order: Object.keys(
    orderEventHandlers({ news: { heard: () => Promise.resolve() }, fulfill: () => Promise.resolve() }),
  ),
  pricing: Object.keys(pricingHandlers(() => undefined)),
};

describe('the consumers that contracts name', () => {
  it.each(CATALOG_OF_EVENTS)('are those that handle $type', ({ type, consumers }) => {
    const handling = Object.entries(HANDLED).filter(([, types]) => types.includes(type));
    expect([...consumers].sort()).toEqual(handling.map(([subgraph]) => subgraph).sort());
  });

  it('are asked for events that exist', () => {
    const known = new Set(CATALOG_OF_EVENTS.map(({ type }) => type));
    expect(Object.values(HANDLED).flatMap((types) => types.filter((type) => !known.has(type)))).toEqual([]);
  });
});
