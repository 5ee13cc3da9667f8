import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { deleteCart } from '../application/delete-cart';
import type { DeleteCartDeps } from '../application/delete-cart';
import { extendReservation } from '../application/extend-reservation';
import type { ExtendReservationDeps } from '../application/extend-reservation';
import { updateCart } from '../application/update-cart';
import type { UpdateCartDeps } from '../application/update-cart';
import type { CartContext } from '../context';
import type { WantedDetails } from '../domain/cart-details';
import { CartDeleteInput, CartReservationExtendInput, CartUpdateInput } from './inputs/cart-life.input';
import { presentOutcome } from './present-outcome';
import { commandOf, readAttributes, readBuyer } from './read-command';
import { CartPayload } from './types/payloads.type';

export type CartLifeDeps = UpdateCartDeps & DeleteCartDeps & ExtendReservationDeps;

/** What owners do with a cart as a whole. */
@Resolver()
export class CartLifeMutations {
  constructor(private readonly deps: CartLifeDeps) {}

  @Mutation(() => CartPayload, {
    description:
      'Changes note, attributes, buyer and currency. Another currency prices all lines again in the same commit.',
  })
  async cartUpdate(
    @Arg('input', () => CartUpdateInput, { description: 'What changes.' }) input: CartUpdateInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = { ...commandOf(input, context, info), wanted: readDetails(input) };
    return presentOutcome(await updateCart(this.deps, command, context), context, {
      lines: ['input', 'currencyCode'],
    });
  }

  @Mutation(() => CartPayload, {
    description:
      'Holds the stock of a cart for longer, and again what had lapsed, as far as there is any; what there is not is in `userErrors`.',
  })
  async cartReservationExtend(
    @Arg('input', () => CartReservationExtendInput, { description: 'The cart.' })
    input: CartReservationExtendInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = commandOf(input, context, info);
    return presentOutcome(await extendReservation(this.deps, command, context), context, {
      lines: ['input', 'cartId'],
    });
  }

  @Mutation(() => CartPayload, {
    description: 'Throws a cart away, also one that was put aside. The answer has none: `cart` is null.',
  })
  async cartDelete(
    @Arg('input', () => CartDeleteInput, { description: 'The cart.' }) input: CartDeleteInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const outcome = await deleteCart(this.deps, commandOf(input, context, info), context);
    // What is left of it is nothing to show.
    const shown = outcome.kind === 'committed' ? { ...outcome, cartId: null } : outcome;
    return presentOutcome(shown, context);
  }
}

function readDetails({ note, attributes, buyer, region, currencyCode }: CartUpdateInput): WantedDetails {
  return {
    ...(note === undefined ? {} : { note }),
    ...(attributes === undefined ? {} : { attributes: readAttributes(attributes) }),
    ...(buyer === undefined ? {} : { buyer: readBuyer(buyer) }),
    ...(region == null ? {} : { region }),
    ...(currencyCode == null ? {} : { currency: currencyCode }),
  };
}
