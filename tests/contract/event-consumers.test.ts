import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { cartEventHandlers } from '../../subgraphs/cart/src/events/subscriptions';
import { inventoryHandlers } from '../../subgraphs/inventory/src/events/handlers';
import { pricingHandlers } from '../../subgraphs/pricing/src/events/subscriptions';

const HANDLED: Readonly<Record<string, readonly string[]>> = {
  cart: Object.keys(cartEventHandlers(new Map())),
  inventory: Object.keys(
    inventoryHandlers({
      terms: { leaseSeconds: 60, slideSeconds: 900, capSeconds: 3_600 },
      defaultRegion: 'US',
    }),
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
