import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { readGuestToken } from '@agora/platform/auth';
import type { CartContext } from '../context';
import type { CartStore } from '../application/ports';
import { maySeeCart } from '../domain/ownership';
import { presentCart } from './present';
import { presentSession } from './present-session';
import { Cart } from './types/cart.type';
import { Session } from './types/session.type';

export interface SessionQueriesDeps {
  readonly store: Pick<CartStore, 'findCurrent'>;
  readonly sessionSecret: string;
}

/** Reads of sessions. */
@Resolver()
export class SessionQueries {
  constructor(private readonly deps: SessionQueriesDeps) {}

  @Query(() => Session, {
    nullable: true,
    description:
      "A session by id, for who has its token, its customer and staff; null for anybody else's and when there is none.",
  })
  async session(
    @Arg('id', () => ID, { description: 'The session.' }) id: string,
    @Ctx() context: CartContext,
  ): Promise<Session | null> {
    const session = await context.loaders.session.load(id);
    return session === null ? null : presentSession(session);
  }

  @Query(() => Cart, {
    nullable: true,
    description:
      "The open cart of a guest session in the request's store and channel, to whoever has its token; null when the token is not good or there is none.",
  })
  async cartBySession(
    @Arg('sessionToken', () => String, { description: 'What `cartCreate` or `sessionStart` gave out.' })
    sessionToken: string,
    @Ctx() { shop, viewer }: CartContext,
  ): Promise<Cart | null> {
    const guest = readGuestToken(this.deps.sessionSecret, sessionToken);
    if (guest === undefined) return null;
    const cart = await this.deps.store.findCurrent({
      customerId: null,
      sessionId: guest.sessionId,
      storeId: shop.storeId ?? 'main',
      channel: shop.channel ?? 'web',
    });
    const holder = { ...viewer, ...guest };
    return cart === undefined || !maySeeCart(holder, cart.owner, new Date()) ? null : presentCart(cart);
  }
}
