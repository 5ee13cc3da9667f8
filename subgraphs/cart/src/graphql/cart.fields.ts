import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Database } from '@agora/platform/database';
import { badInput } from '@agora/platform/errors';
import type { CartContext } from '../context';
import type { CartStatus } from '../domain/cart';
import { readCartLog } from '../persistence/cart-log';
import { presentCart } from './present';
import { presentSession } from './present-session';
import { Cart, CartChangeEntry, CartConnection } from './types/cart.type';
import { CustomerStub } from './types/customer.stub';
import { CartStatusEnum } from './types/enums';
import { Session } from './types/session.type';

/** What of a cart is read only when asked for. */
@Resolver(() => Cart)
export class CartFields {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The session it was begun in; null without one, and when it is not for the viewer.',
  })
  async session(@Root() cart: Cart, @Ctx() { loaders }: CartContext): Promise<Session | null> {
    const session = cart.sessionId === null ? null : await loaders.session.load(cart.sessionId);
    return session === null ? null : presentSession(session);
  }

  @FieldResolver(() => [CartChangeEntry], {
    nullable: true,
    description: 'Its commits, oldest first; without `afterVersion` the latest ones.',
  })
  history(
    @Root() cart: Cart,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'How many, 1 to 250.' })
    first: number | null,
    @Arg('afterVersion', () => Int, { nullable: true, description: 'Only those after this version.' })
    afterVersion: number | null,
  ): Promise<CartChangeEntry[]> {
    const limit = first ?? 50;
    if (limit < 1 || limit > 250) throw badInput('first', 'must be from 1 to 250');
    return readCartLog(this.database, cart.id, afterVersion ?? null, limit);
  }
}

/** `totalCount` costs a statement of its own: only when somebody selects it. */
@Resolver(() => CartConnection)
export class CartConnectionFields {
  @FieldResolver(() => Int, { nullable: true, description: 'How many carts the filter lets through.' })
  totalCount(@Root() connection: CartConnection): Promise<number> {
    return connection.countAll();
  }
}

/** What cart contributes to a customer. */
@Resolver(() => CustomerStub)
export class CustomerFields {
  @FieldResolver(() => [Cart], {
    nullable: true,
    description: 'Their carts, newest first; for themselves and staff, else null.',
  })
  async carts(
    @Root() customer: CustomerStub,
    @Arg('status', () => [CartStatusEnum], { nullable: true, description: 'Only in these states.' })
    status: CartStatus[] | null,
    @Ctx() { loaders }: CartContext,
  ): Promise<Cart[] | null> {
    const carts = await loaders.cartsOfCustomer.load({ customerId: customer.id, statuses: status });
    return carts === null ? null : carts.map(presentCart);
  }
}
