import { Arg, Ctx, Directive, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import type { Database } from '@agora/platform/database';
import { AppError } from '@agora/platform/errors';
import type { Poke } from '@agora/platform/pubsub';
import type { CartContext } from '../context';
import { readCartLog } from '../persistence/cart-log';
import { presentCart } from './present';
import { CartChange } from './types/cart-change.type';

const LIVE =
  '@live(channel: "cart.{cartId}", type: "Cart", key: "id", keyArgument: "cartId", version: "version", envelope: "cart", changes: "history", final: "mergedIntoId")';

/** Live carts on this subgraph's own socket. The gateway reads the entity instead when its channel is poked. */
@Resolver()
export class CartSubscriptions {
  constructor(private readonly database: Database) {}

  @Directive(LIVE)
  @Subscription(() => CartChange, {
    nullable: true,
    description:
      'The cart now, then every commit. Ends with the one that merged it into another. Only for its owner and staff.',
    subscribe: ({ args, context }) => {
      const { cartId, afterVersion } = args as { cartId: string; afterVersion?: number | null };
      return (context as CartContext).watchCart(cartId, afterVersion ?? null);
    },
  })
  async cartChanged(
    @Root() poke: Poke,
    @Arg('cartId', () => ID, { description: 'The cart.' }) cartId: string,
    @Arg('afterVersion', () => Int, {
      nullable: true,
      description: 'The version the client has: the first message then says what it missed.',
    })
    _afterVersion: number | null,
    @Ctx() context: CartContext,
  ): Promise<CartChange> {
    const cart = await context.loaders.cart.load(cartId);
    if (cart === null) throw new AppError('NOT_FOUND', 'There is no such cart');
    const changes = poke.after === null ? [] : await readCartLog(this.database, cartId, poke.after, 250);
    const newest = changes.at(-1) ?? (await readCartLog(this.database, cartId, null, 1)).at(-1);
    poke.delivered(cart.version);
    if (cart.mergedIntoId !== null) poke.wasLast();
    return {
      version: cart.version,
      cause: newest?.cause ?? 'CREATED',
      snapshot: poke.after === null,
      changes,
      cart: presentCart(cart),
    };
  }
}
