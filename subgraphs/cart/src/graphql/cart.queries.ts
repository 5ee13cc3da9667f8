import { Arg, Args, Ctx, Directive, ID, Int, Query, Resolver } from 'type-graphql';
import type { Database } from '@agora/platform/database';
import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import { readPage, toConnection } from '@agora/platform/paging';
import type { CartContext } from '../context';
import { committedOperations } from '../persistence/cart-log';
import type { CartListFilter, CartListOrder, CartLists } from '../application/list-ports';
import type { CartStore } from '../application/ports';
import { returnToCart } from '../application/return-to-cart';
import type { ReturnDeps } from '../application/return-to-cart';
import { trailOf } from '../application/trail';
import { ownsCart } from '../domain/ownership';
import { CartListArgs } from './inputs/cart-list.args';
import { presentCart } from './present';
import { readAtLeast } from './read-at-least';
import { Cart, CartConnection } from './types/cart.type';
import type { CartSort } from './types/enums';

export interface CartQueriesDeps extends ReturnDeps {
  readonly database: Database;
  readonly store: Pick<CartStore, 'findCurrent' | 'changeStatus' | 'read'>;
  readonly lists: CartLists;
}

/** Reads of carts. */
@Resolver()
export class CartQueries {
  constructor(private readonly deps: CartQueriesDeps) {}

  @Query(() => Cart, {
    nullable: true,
    description: "A cart by id, for its owner and staff; null for anybody else's and when there is none.",
  })
  async cart(
    @Arg('id', () => ID, { description: 'The cart.' }) id: string,
    @Arg('minVersion', () => Int, {
      nullable: true,
      description:
        'Waits up to a second for this version, then answers what there is: `version` says whether it came.',
    })
    minVersion: number | null,
    @Ctx() context: CartContext,
  ): Promise<Cart | null> {
    const cart = await readAtLeast(context, id, minVersion ?? 0);
    return cart === null ? null : presentCart(cart);
  }

  @Query(() => Cart, {
    nullable: true,
    description:
      "The viewer's open cart in a store and channel; null when there is none. One that was left alone is active again.",
  })
  async myCart(
    @Arg('storeId', () => ID, { nullable: true, defaultValue: 'main', description: 'Store.' })
    storeId: string | null,
    @Arg('channel', () => String, { nullable: true, defaultValue: 'web', description: 'Sales channel.' })
    channel: string | null,
    @Ctx() context: CartContext,
  ): Promise<Cart | null> {
    const { viewer } = context;
    if (viewer.customerId === null && viewer.sessionId === null) return null;
    const place = {
      customerId: viewer.customerId,
      sessionId: viewer.sessionId,
      storeId: storeId ?? 'main',
      channel: channel ?? 'web',
    };
    const cart = await this.deps.store.findCurrent(place);
    if (cart === undefined || !ownsCart(viewer, cart.owner, new Date())) return null;
    return presentCart(await returnToCart(this.deps, cart, trailOf(context)));
  }

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @Query(() => CartConnection, { nullable: true, description: 'Carts of all shoppers. Staff only.' })
  async carts(
    @Args(() => CartListArgs) args: CartListArgs,
    @Ctx() context: CartContext,
  ): Promise<CartConnection> {
    const page = readPage(args);
    const filter = readFilter(args);
    const rows = await this.deps.lists.ids(filter, readOrder(args), page);
    const carts = await context.loaders.cart.loadMany(rows.map((row) => row.id));
    const byId = new Map(
      carts.flatMap((cart) => (cart === null || cart instanceof Error ? [] : [[cart.id, cart] as const])),
    );
    const found = rows.flatMap((row) => {
      const cart = byId.get(row.id);
      return cart === undefined ? [] : [{ cart: presentCart(cart), sortedBy: row.sortedBy }];
    });
    const { edges, pageInfo } = toConnection(found, page, (row) => [row.sortedBy, row.cart.id]);
    const plain = edges.map(({ cursor, node }) => ({ cursor, node: node.cart }));
    return {
      edges: plain,
      nodes: plain.map(({ node }) => node),
      pageInfo,
      countAll: () => this.deps.lists.count(filter),
    };
  }

  @Directive('@inaccessible')
  @Query(() => [ID], {
    nullable: true,
    description: 'Which of these operations were committed by a cart. For services.',
  })
  cartOperationCommitted(
    @Arg('operationIds', () => [ID], { description: 'At most 1,000 UUIDs.' }) operationIds: string[],
  ): Promise<string[]> {
    if (operationIds.length > 1_000) throw badInput('operationIds', 'must have at most 1,000 entries');
    if (!operationIds.every(isUuid)) throw badInput('operationIds', 'must be UUIDs');
    return committedOperations(this.deps.database, operationIds);
  }
}

const NO_FILTER: CartListFilter = {
  status: null,
  storeId: null,
  channel: null,
  region: null,
  customerId: null,
  sku: null,
  updatedFrom: null,
  updatedTo: null,
};

function readFilter({ filter }: CartListArgs): CartListFilter {
  const { updatedAt, ...rest } = filter ?? {};
  return { ...NO_FILTER, ...rest, updatedFrom: updatedAt?.from ?? null, updatedTo: updatedAt?.to ?? null };
}

const ORDERS: Readonly<Record<CartSort, CartListOrder>> = {
  UPDATED_AT_DESC: { column: 'updatedAt', direction: 'desc' },
  UPDATED_AT_ASC: { column: 'updatedAt', direction: 'asc' },
  CREATED_AT_DESC: { column: 'createdAt', direction: 'desc' },
  CREATED_AT_ASC: { column: 'createdAt', direction: 'asc' },
  TOTAL_DESC: { column: 'totalMinor', direction: 'desc' },
};

function readOrder({ sort }: CartListArgs): CartListOrder {
  return ORDERS[sort ?? 'UPDATED_AT_DESC'];
}
