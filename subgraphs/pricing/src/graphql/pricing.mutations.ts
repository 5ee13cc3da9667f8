import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import { setPrice } from '../application/set-price';
import type { PricingContext } from '../context';
import { PriceSetInput } from './inputs/price-set.input';
import { presentBookPrice, presentRefusal } from './present';
import { readMoney, readMoneyChange, readRequest } from './read-change';
import { PricePayload } from './types/price-payload.type';

/** Changes of prices, by staff. */
@Resolver()
export class PricingMutations {
  constructor(
    private readonly deps: PricingDeps,
    private readonly reader: PricingReader,
  ) {}

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @Mutation(() => PricePayload, {
    description:
      'Sets the standing price of a sku in a price book, or one for a time. A comparison price it reaches is taken away. Staff only.',
  })
  async priceSet(
    @Arg('input', () => PriceSetInput, { description: 'The price.' }) input: PriceSetInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PricePayload> {
    const { priceBookId, sku, minimumQuantity } = input;
    const window = { validFrom: input.validFrom ?? undefined, validUntil: input.validUntil ?? undefined };
    const key = { priceBookId, sku, minimumQuantity, ...window };
    const command = {
      ...key,
      amount: readMoney(input.amount, 'input.amount'),
      compareAt: readMoneyChange(input.compareAtPrice, 'input.compareAtPrice'),
      floor: readMoneyChange(input.floorPrice, 'input.floorPrice'),
      expectedVersion: input.expectedVersion ?? undefined,
    };
    const outcome = await setPrice(this.deps, command, readRequest(context, info, input.idempotencyKey));
    const found = await this.reader.price(key);
    return {
      price: found === undefined ? null : presentBookPrice(found),
      committedVersion: outcome.kind === 'done' ? outcome.version : null,
      replayed: outcome.kind === 'done' && outcome.replayed,
      userErrors: outcome.kind === 'done' ? [] : [presentRefusal(outcome)],
    };
  }
}
