import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import type { CreateCartCommand, CreateCartDeps } from '../application/create-cart';
import { openCart } from '../application/create-cart';
import { addLines } from '../application/add-lines';
import { clearCart, removeLines } from '../application/remove-lines';
import { setLineQuantities } from '../application/set-line-quantities';
import type { CartContext } from '../context';
import {
  CartClearInput,
  CartCreateInput,
  CartLinesAddInput,
  CartLinesRemoveInput,
  CartLinesUpdateInput,
} from './inputs/cart-write.input';
import type { CartLineInput } from './inputs/cart-write.input';
import { presentCart } from './present';
import { presentRejection } from './present-rejection';
import { presentOutcome } from './present-outcome';
import { presentWarning } from './present-problem';
import { commandOf, keyOf, readAttributes, readBuyer } from './read-command';
import { CartCreatePayload, CartPayload } from './types/payloads.type';

/** Changes of carts by their owners. */
@Resolver()
export class CartMutations {
  constructor(private readonly deps: CreateCartDeps) {}

  @Mutation(() => CartCreatePayload, {
    description: "Opens a cart: the customer's, the guest session's, or a new guest's.",
  })
  async cartCreate(
    @Arg('input', () => CartCreateInput, { description: 'The cart.' }) input: CartCreateInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartCreatePayload> {
    const command = readCreation(input, context, keyOf(input.idempotencyKey, context, info));
    const {
      cartId,
      sessionToken,
      replayed,
      rejections,
      warnings = [],
    } = await openCart(this.deps, command, context);
    // The new guest's token is in the answer, not in the request: the cart is read without asking whose it is.
    const cart = cartId === null ? undefined : await this.deps.store.read(cartId);
    return {
      cart: cart === undefined ? null : presentCart(cart),
      sessionToken,
      replayed,
      userErrors: rejections.map((rejection) => presentRejection(rejection)),
      warnings: warnings.map(presentWarning),
    };
  }

  @Mutation(() => CartPayload, {
    description: 'Adds lines. Parallel adds never conflict and every one of them counts.',
  })
  async cartLinesAdd(
    @Arg('input', () => CartLinesAddInput, { description: 'The lines.' }) input: CartLinesAddInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const allowPartial = input.allowPartial ?? false;
    const command = { ...commandOf(input, context, info), lines: readLines(input.lines), allowPartial };
    return presentOutcome(await addLines(this.deps, command, context), context);
  }

  @Mutation(() => CartPayload, { description: 'Sets quantities of lines; 0 removes.' })
  async cartLinesUpdate(
    @Arg('input', () => CartLinesUpdateInput, { description: 'The quantities.' }) input: CartLinesUpdateInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const lines = input.lines.map((line) => ({
      lineId: line.lineId ?? null,
      sku: line.sku ?? null,
      quantity: line.quantity,
    }));
    return presentOutcome(
      await setLineQuantities(
        this.deps,
        { ...commandOf(input, context, info), lines, allowPartial: input.allowPartial ?? false },
        context,
      ),
      context,
    );
  }

  @Mutation(() => CartPayload, { description: 'Removes lines.' })
  async cartLinesRemove(
    @Arg('input', () => CartLinesRemoveInput, { description: 'The lines.' }) input: CartLinesRemoveInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    const command = {
      ...commandOf(input, context, info),
      lineIds: input.lineIds ?? [],
      skus: input.skus ?? [],
    };
    return presentOutcome(await removeLines(this.deps, command, context), context);
  }

  @Mutation(() => CartPayload, { description: 'Removes all lines.' })
  async cartClear(
    @Arg('input', () => CartClearInput, { description: 'The cart.' }) input: CartClearInput,
    @Ctx() context: CartContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CartPayload> {
    return presentOutcome(await clearCart(this.deps, commandOf(input, context, info), context), context);
  }
}

function readCreation(
  input: CartCreateInput,
  { shop }: CartContext,
  idempotencyKey: string | null,
): CreateCartCommand {
  return {
    ...placeOf(input, shop),
    currencyCode: input.currencyCode ?? shop.currencyCode ?? null,
    lines: readLines(input.lines ?? []),
    note: input.note ?? null,
    attributes: readAttributes(input.attributes),
    buyer: readBuyer(input.buyer),
    idempotencyKey,
  };
}

// What the input says wins over the headers, and those over the shop's own defaults.
function placeOf(
  input: CartCreateInput,
  shop: CartContext['shop'],
): Pick<CreateCartCommand, 'storeId' | 'channel' | 'region'> {
  return {
    storeId: input.storeId ?? shop.storeId ?? 'main',
    channel: input.channel ?? shop.channel ?? 'web',
    region: input.region ?? shop.region ?? 'US',
  };
}

function readLines(
  lines: readonly CartLineInput[],
): { sku: string; quantity: number; attributes: { key: string; value: string }[] }[] {
  return lines.map((line) => ({
    sku: line.sku,
    quantity: line.quantity,
    attributes: readAttributes(line.attributes),
  }));
}
