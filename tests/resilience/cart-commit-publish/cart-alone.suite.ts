// Cart without the rest of the shop: its neighbours grant everything, and it listens to nobody.
import { composeCart } from '@agora/cart/compose';
import { readCartConfig } from '@agora/cart/config';
import { eventSchemas } from '@agora/contracts/published-schemas';
import type { AmountsRow, CartQuote, QuotedLineRow } from '@agora/contracts/pricing/cart-quote';
import { createTokenVerifier, issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import type { EventTransport } from '@agora/platform/eventing';
import { idFrom } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import type { OpenPorts } from '@agora/platform/ports';
import { createSubgraphHost } from '@agora/platform/server';
import type { SubgraphRequest, SubgraphTransport } from '@agora/platform/subgraph-transport';

export interface CartAlone {
  readonly ports: OpenPorts;
  /** Opens a cart for this customer; returns its id. */
  openCart(customerId: string): Promise<string>;
  /** Adds one unit; returns the committed version. */
  add(customerId: string, cartId: string): Promise<number>;
  /** The version the owner sees. */
  version(customerId: string, cartId: string): Promise<number>;
  /** Starts what works in the background, the relay above all. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Composes cart on the addresses in `env`. Mutations work at once; nothing is published before `start`. */
export async function openCartAlone(env: NodeJS.ProcessEnv): Promise<CartAlone> {
  const logger = createLogger({ name: 'cart', level: 'silent' });
  const auth = readAuthConfig(env);
  const ports = openPorts({ name: 'cart-alone', logger, env, schemas: eventSchemas() });
  const definition = await composeCart(
    { ...ports, events: withoutConsumers(ports.events), subgraph: neighbour },
    readCartConfig(env),
  );
  const host = await createSubgraphHost(definition, { auth: createTokenVerifier(auth, 'cart'), logger });
  const ask = async (subject: string, query: string, variables: object): Promise<Record<string, unknown>> => {
    const authorization = `Bearer ${await issueDevelopmentToken(auth, { subject, role: 'customer' })}`;
    const { data, errors } = await host.execute({
      query,
      variables: { ...variables },
      headers: { authorization },
    });
    if (errors !== undefined || data == null) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    ports,
    openCart: async (customerId) => {
      const { cartCreate } = await ask(customerId, 'mutation { cartCreate(input: {}) { cart { id } } }', {});
      return (cartCreate as { cart: { id: string } }).cart.id;
    },
    add: async (customerId, cartId) => {
      const { cartLinesAdd } = await ask(customerId, ADD, { cartId });
      return (cartLinesAdd as { committedVersion: number }).committedVersion;
    },
    version: async (customerId, cartId) => {
      const { cart } = await ask(customerId, 'query ($cartId: ID!) { cart(id: $cartId) { version } }', {
        cartId,
      });
      return (cart as { version: number }).version;
    },
    start: () => host.start(),
    stop: async () => {
      await host.stop();
      await ports.close();
    },
  };
}

const ADD = `mutation ($cartId: ID!) { cartLinesAdd(input: { cartId: $cartId, lines: [{ sku: "MUG" }] }) { committedVersion } }`;

// A broker that other tests use as well must not see another member in cart's consumer group.
function withoutConsumers(events: EventTransport): EventTransport {
  return {
    createTopics: (topics) => events.createTopics(topics),
    publish: (messages) => events.publish(messages),
    consume: () => Promise.resolve({ stop: () => Promise.resolve() }),
    read: () => Promise.resolve(),
    lag: () => Promise.resolve(0),
    bounds: (topics) => events.bounds(topics),
    forgetGroup: (groupId) => events.forgetGroup(groupId),
    ping: () => events.ping(),
    close: () => Promise.resolve(),
  };
}

function neighbour(name: string): SubgraphTransport {
  return {
    execute: (request) => Promise.resolve({ data: ANSWERS[name]?.(request) ?? null }),
    subscribe: () => () => undefined,
    ping: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const FREE: AmountsRow = ['0', '0', '0', '0'];

interface QuoteInput {
  readonly lines: readonly unknown[];
}

const ANSWERS: Readonly<Record<string, (request: SubgraphRequest) => Record<string, unknown>>> = {
  catalog: () => ({
    productVariants: [
      {
        id: idFrom('variant:MUG'),
        sku: 'MUG',
        title: 'Mug',
        taxCategory: 'standard',
        status: 'ACTIVE',
        media: [],
        product: { title: 'Mug', status: 'ACTIVE' },
      },
    ],
  }),
  pricing: ({ variables }) => {
    const { lines } = variables?.['input'] as QuoteInput;
    const quoted = lines.map((): QuotedLineRow => ['0', '0', FREE, []]);
    const quote = {
      validUntil: later(30),
      totals: FREE,
      shipping: null,
      coupons: [],
      promotions: [],
      lines: quoted,
    };
    return { cartQuote: quote satisfies CartQuote };
  },
  inventory: () => ({
    inventoryReserve: {
      reservation: { status: 'HELD', expiresAt: later(15) },
      granted: [{ sku: 'MUG', quantity: 1, backordered: 0 }],
      insufficient: [],
      userErrors: [],
    },
    inventoryRelease: { userErrors: [] },
  }),
};
