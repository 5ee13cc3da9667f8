import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { updateCart } from '../application/update-cart';
import type { UpdateCartDeps } from '../application/update-cart';
import type { CartContext } from '../context';
import type { WantedDetails } from '../domain/cart-details';
import { CartUpdateInput } from './inputs/cart-life.input';
import { presentOutcome } from './present-outcome';
import { commandOf, readAttributes, readBuyer } from './read-command';
import { CartPayload } from './types/payloads.type';

/** What owners do with a cart as a whole. */
@Resolver()
export class CartLifeMutations {
  constructor(private readonly deps: UpdateCartDeps) {}

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
    return presentOutcome(await updateCart(this.deps, command, context), context, ['input', 'currencyCode']);
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
