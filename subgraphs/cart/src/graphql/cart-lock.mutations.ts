import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { lockCart, unlockCart } from '../application/lock-cart';
import type { LockDeps } from '../application/lock-cart';
import type { StatusOutcome } from '../application/ports';
import { trailOf } from '../application/trail';
import type { CartContext } from '../context';
import { CartLockInput, CartUnlockInput } from './inputs/cart-write.input';
import { presentRejection } from './present-rejection';
import { CartLockPayload } from './types/payloads.type';

/** Locking for checkout, for the order subgraph. */
@Resolver()
export class CartLockMutations {
  constructor(private readonly deps: LockDeps) {}

  @Directive('@inaccessible')
  @Mutation(() => CartLockPayload, {
    description: 'Locks a cart for an order; idempotent per order. For services.',
  })
  async cartLock(
    @Arg('input', () => CartLockInput, { description: 'Cart and order.' }) input: CartLockInput,
    @Ctx() context: CartContext,
  ): Promise<CartLockPayload> {
    return present(await lockCart(this.deps, input, trailOf(context)));
  }

  @Directive('@inaccessible')
  @Mutation(() => CartLockPayload, {
    description:
      'Gives a locked cart back to its owner; nothing happens when the order does not hold it. For services.',
  })
  async cartUnlock(
    @Arg('input', () => CartUnlockInput, { description: 'Cart and order.' }) input: CartUnlockInput,
    @Ctx() context: CartContext,
  ): Promise<CartLockPayload> {
    return present(await unlockCart(this.deps, input, trailOf(context)));
  }
}

function present(outcome: StatusOutcome): CartLockPayload {
  return outcome.kind === 'done'
    ? { version: outcome.version, userErrors: [] }
    : { version: null, userErrors: [presentRejection(outcome.rejection)] };
}
