// The API of cart as its own schema, on a real database, for tests that ask it as a client does.
import { graphql, parse, subscribe } from 'graphql';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { createWaitingAdds } from '../application/add-together';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub, watchChannel } from '@agora/platform/pubsub';
import { systemClock } from '@agora/platform/time';
import { contextOf, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import type { CartContext } from '../context';
import { cartChannel, createCartNews } from '../live/cart-channel';
import { createCartPrisma } from '../persistence/client';
import { createCartLists } from '../persistence/list-carts';
import { createStaffReads } from '../persistence/staff-reads';
import { createLoaders } from './loaders';
import { buildCartSchema } from './schema';

/** Support, as a token would make it. */
export const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };
/** The order subgraph, as its service token would make it. */
export const ORDER_SERVICE: Viewer = { ...ANONYMOUS, role: 'service', callingService: 'order' };

export interface Answer {
  readonly data: Record<string, unknown>;
  readonly codes: readonly string[];
}

export interface CartApi {
  readonly world: CartWorld;
  readonly pubsub: MemoryPubSub;
  /** Runs one query or mutation as this viewer. `headers` stands for what a request's headers would say. */
  run(
    viewer: Viewer,
    source: string,
    variables?: Record<string, unknown>,
    headers?: Partial<CartContext>,
  ): Promise<Answer>;
  /** Subscribes to `cartChanged`. */
  watch(id: string, viewer: Viewer, after?: number): Promise<AsyncGenerator<ExecutionResult>>;
  /** A cart of a new customer at version 2, with two units of MUG. */
  filledCart(): Promise<OpenedCart>;
  close(): Promise<void>;
}

const CHANGED = `subscription ($id: ID!, $after: Int) { cartChanged(cartId: $id, afterVersion: $after) {
  version cause snapshot changes { version cause } cart { totalQuantity } } }`;

export async function openCartApi(): Promise<CartApi> {
  const world = await openCartWorld();
  const logger = createLogger({ name: 'test', level: 'silent' });
  const pubsub = new MemoryPubSub(logger);
  const prisma = createCartPrisma(world.database);
  const nobody = { wakeRelay: () => undefined, estimated: () => undefined };
  const news = createCartNews(pubsub, nobody, logger);
  const waitingAdds = createWaitingAdds({ ...world.deps, news });
  const lists = createCartLists(prisma);
  const { schema } = await buildCartSchema({ ...world.deps, news, waitingAdds, lists });
  const contextFor = (viewer: Viewer, headers: Partial<CartContext> = {}): CartContext => {
    const operation = { ...contextOf(viewer), ...headers };
    const staffReads = createStaffReads(world.database);
    return {
      ...operation,
      loaders: createLoaders(
        {
          store: world.deps.store,
          sessions: world.deps.sessions,
          backups: world.deps.backups,
          staffReads,
          clock: systemClock,
        },
        operation,
      ),
      watchCart: (cartId, afterVersion) => watchChannel(pubsub, cartChannel(cartId), afterVersion),
    };
  };
  return {
    world,
    pubsub,
    run: async (viewer, source, variableValues = {}, headers = {}) => {
      const contextValue = contextFor(viewer, headers);
      const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
      return { data: { ...data }, codes: (errors ?? []).map(codeOf) };
    },
    watch: (id, viewer, after) => watch(schema, { id, after: after ?? null }, contextFor(viewer)),
    filledCart: async () => {
      const cart = await world.openCart();
      await world.add(cart, 'MUG', { quantity: 2 });
      return cart;
    },
    close: async () => {
      await prisma.$disconnect();
      await world.close();
    },
  };
}

async function watch(
  schema: GraphQLSchema,
  variableValues: Record<string, unknown>,
  contextValue: CartContext,
): Promise<AsyncGenerator<ExecutionResult>> {
  const result = await subscribe({ schema, document: parse(CHANGED), variableValues, contextValue });
  if (!(Symbol.asyncIterator in result)) throw new Error(JSON.stringify(result.errors));
  return result;
}

/** The code of a fault. Masking, which puts it into the extensions, happens at the subgraph's door. */
export function codeOf({ originalError }: GraphQLError): string {
  return originalError instanceof AppError ? originalError.code : 'INTERNAL';
}
