import { actorOf } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import { parseDecimal } from '@agora/platform/money';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { ChangeRequest, PricingDeps } from '../application/ports';
import type { PricingReader } from '../application/reading';
import { setPrice } from '../application/set-price';
import type { PricingContext } from '../context';
import { PriceSetInput } from './inputs/price-set.input';
import { presentBookPrice, presentRefusal } from './present';
import { PricePayload } from './types/price-payload.type';

const MAX_KEY_LENGTH = 200;

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
      'Sets the standing price of a sku in a price book. A comparison price it reaches is taken away. Staff only.',
  })
  async priceSet(
    @Arg('input', () => PriceSetInput, { description: 'The price.' }) input: PriceSetInput,
    @Ctx() context: PricingContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PricePayload> {
    const { priceBookId, sku, minimumQuantity } = input;
    const command = {
      priceBookId,
      sku,
      minimumQuantity,
      amount: parseDecimal(input.amount.amount, input.amount.currencyCode),
      expectedVersion: input.expectedVersion ?? undefined,
    };
    const outcome = await setPrice(this.deps, command, readRequest(context, info, input.idempotencyKey));
    const standing = await this.reader.standingPrice({ priceBookId, sku, minimumQuantity });
    return {
      price: standing === undefined ? null : presentBookPrice(standing),
      committedVersion: outcome.kind === 'done' ? outcome.version : null,
      replayed: outcome.kind === 'done' && outcome.replayed,
      userErrors: outcome.kind === 'done' ? [] : [presentRefusal(outcome)],
    };
  }
}

/**
 * Who asks for a change. The key of the input wins over the header; the header's is made one per mutation of the
 * document by the response name.
 * @throws AppError `BAD_USER_INPUT` for a key that is empty or longer than 200 characters.
 */
function readRequest(
  { viewer, correlationId, traceparent, idempotencyKey: header }: PricingContext,
  info: GraphQLResolveInfo,
  inputKey: string | null | undefined,
): ChangeRequest {
  const idempotencyKey =
    inputKey ?? (header === undefined ? undefined : `${header}#${String(info.path.key)}`);
  if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_LENGTH)) {
    throw badInput('input.idempotencyKey', `must have 1 to ${String(MAX_KEY_LENGTH)} characters`);
  }
  return { actor: actorOf(viewer), correlationId, traceparent, idempotencyKey };
}
