import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CartContext } from '../context';
import { presentCart } from './present';
import { Cart } from './types/cart.type';
import { Session } from './types/session.type';

/** What of a session is read only when asked for. */
@Resolver(() => Session)
export class SessionFields {
  @FieldResolver(() => [Cart], {
    description: 'Its carts that the viewer may see, newest first, at most 100.',
  })
  async carts(@Root() session: Session, @Ctx() { loaders }: CartContext): Promise<Cart[]> {
    return (await loaders.cartsOfSession.load(session.id)).map(presentCart);
  }
}
