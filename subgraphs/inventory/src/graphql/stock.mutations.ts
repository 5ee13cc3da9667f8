import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { actorOf } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import type { StockReader } from '../application/ports';
import { writeStock } from '../application/write-stock';
import type { StockChange, StockDeps, StockRequest } from '../application/write-stock';
import type { InventoryContext } from '../context';
import { headersOf } from './event-origin';
import { StockAdjustInput, StockSetInput } from './inputs/stock.input';
import { presentStock } from './present';
import { StockPayload } from './types/payloads.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';
const MAX_KEY_LENGTH = 200;

/** Changes of what is on the shelves, by staff. */
@Resolver()
export class StockMutations {
  constructor(private readonly deps: StockDeps & { readonly reader: StockReader }) {}

  @Directive(STAFF)
  @Mutation(() => StockPayload, {
    description:
      'Sets the count of a sku at a location; refused below what is held and allocated. Staff only.',
  })
  stockSet(
    @Arg('input', () => StockSetInput, { description: 'The count.' }) input: StockSetInput,
    @Ctx() context: InventoryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StockPayload> {
    const { sku, location, quantity: amount } = input;
    const expected = input.expectedQuantity ?? undefined;
    const change: StockChange = {
      sku,
      location,
      kind: 'SET',
      amount,
      expected,
      reason: input.reason ?? undefined,
    };
    return this.write(change, readRequest(context, info, input.idempotencyKey), context);
  }

  @Directive(STAFF)
  @Mutation(() => StockPayload, {
    description: 'Adds to or takes from the count of a sku at a location, once per key. Staff only.',
  })
  stockAdjust(
    @Arg('input', () => StockAdjustInput, { description: 'The difference.' }) input: StockAdjustInput,
    @Ctx() context: InventoryContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StockPayload> {
    const { sku, location, delta: amount, reason } = input;
    const change: StockChange = { sku, location, kind: 'ADJUST', amount, expected: undefined, reason };
    return this.write(change, readRequest(context, info, input.idempotencyKey), context);
  }

  private async write(
    change: StockChange,
    request: StockRequest,
    { loaders }: InventoryContext,
  ): Promise<StockPayload> {
    const outcome = await writeStock(this.deps, change, request);
    loaders.forget();
    return presentStock(outcome, await this.deps.reader.levelAt(change.sku, change.location));
  }
}

function readRequest(
  context: InventoryContext,
  info: GraphQLResolveInfo,
  inputKey: string | null | undefined,
): StockRequest {
  const headerKey =
    context.idempotencyKey === undefined ? undefined : `${context.idempotencyKey}#${String(info.path.key)}`;
  const idempotencyKey = inputKey ?? headerKey;
  if (idempotencyKey !== undefined && (idempotencyKey === '' || idempotencyKey.length > MAX_KEY_LENGTH)) {
    throw badInput('input.idempotencyKey', `must have 1 to ${String(MAX_KEY_LENGTH)} characters`);
  }
  return {
    actor: actorOf(context.viewer),
    correlationId: context.correlationId,
    idempotencyKey,
    headers: headersOf(context, {}),
  };
}
