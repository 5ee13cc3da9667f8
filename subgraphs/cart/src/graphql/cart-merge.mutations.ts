import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { mergeGuestCart } from '../application/merge-guest-cart';
import type { MergeGuestCartDeps } from '../application/merge-guest-cart';
import type { CartContext } from '../context';
import { ownsCart } from '../domain/ownership';
import { CartMergeInput } from './inputs/cart-merge.input';
import { presentCart } from './present';
import { presentWarning } from './present-problem';
import { presentRejection } from './present-rejection';
import { keyOf } from './read-command';
import { CartMergePayload } from './types/cart-merge.type';
import { Cart } from './types/cart.type';

/** Guest carts of customers who have signed in. */
@Resolver()
export class CartMergeMutations {
  constructor(private readonly deps: MergeGuestCartDeps) {}

  @Query(() => Cart, {
    nullable: true,
    description:
      "With a customer's JWT and a guest token in one request: the guest cart that `cartMerge` would take. Nothing is merged by asking.",
  })
  async mergeableCart(@Ctx() { viewer, shop }: CartContext): Promise<Cart | null> {
    const { customerId, sessionId } = viewer;
    if (customerId === null || sessionId === null) return null;
    const cart = await this.deps.store.findCurrent({
      customerId: null,
      sessionId,
      storeId: shop.storeId ?? 'main',
      channel: shop.channel ?? 'web',
    });
    return cart === undefined || !ownsCart(viewer, cart.owner, new Date()) ? null : presentCart(cart);
  }

  @Mutation(() => CartMergePayload, {
    description:
      'Takes a guest cart over: as it is when the customer has none open, else its lines go into theirs. Any other mutation of a cart that carries both identities does so by itself.',
  })
  async cartMerge(
    @Arg('input', () => CartMergeInput, { description: 'The guest cart.' }) input: CartMergeInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartMergePayload> {
    const command = {
      sourceSessionToken: input.sourceSessionToken,
      sourceCartId: input.sourceCartId ?? null,
      strategy: input.strategy ?? 'SUM',
      idempotencyKey: keyOf(input.idempotencyKey, context, info),
    };
    const { cartId, report, replayed, rejections, warnings } = await mergeGuestCart(
      this.deps,
      command,
      context,
    );
    const cart = cartId === null ? null : await context.loaders.cart.load(cartId);
    const cartField = ['input', input.sourceCartId == null ? 'sourceSessionToken' : 'sourceCartId'];
    const userErrors = rejections.map((rejection) => presentRejection(rejection, { cart: cartField }));
    return {
      cart: cart === null ? null : presentCart(cart),
      report,
      replayed,
      warnings: warnings.map(presentWarning),
      userErrors,
    };
  }
}
