import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CartContext } from '../context';
import { presentCart } from './present';
import { CartBackup } from './types/cart-backup.type';
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

  @FieldResolver(() => [CartBackup], {
    description: 'Backups of carts that were made in it, newest first, at most 100.',
  })
  async backups(@Root() session: Session, @Ctx() { loaders }: CartContext): Promise<CartBackup[]> {
    const backups = await loaders.backupsOfSession.load(session.id);
    const carts = await Promise.all(backups.map(({ cartId }) => loaders.cart.load(cartId)));
    // A session may have had several people: what belongs to another one is not there.
    return backups.filter((_, index) => carts[index] != null);
  }
}
