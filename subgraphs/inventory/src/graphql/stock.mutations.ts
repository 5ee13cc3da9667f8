import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { setStockPolicy } from '../application/set-stock-policy';
import type { PolicyWrite, StockReader } from '../application/stock-ports';
import { writeStock } from '../application/write-stock';
import type { StockChange, StockDeps, StockRequest } from '../application/write-stock';
import type { InventoryContext } from '../context';
import { StockAdjustInput, StockPolicySetInput, StockSetInput } from './inputs/stock.input';
import { presentPolicy, presentStock } from './present-stock';
import { readRequest, readStaffRequest } from './read-request';
import { StockPayload } from './types/payloads.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

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

  @Directive(STAFF)
  @Mutation(() => StockPayload, {
    description: 'Changes how a sku is sold at a location: safety stock, backorders, threshold. Staff only.',
  })
  async stockPolicySet(
    @Arg('input', () => StockPolicySetInput, { description: 'The settings.' }) input: StockPolicySetInput,
    @Ctx() context: InventoryContext,
  ): Promise<StockPayload> {
    const write: PolicyWrite = {
      sku: input.sku,
      location: input.location,
      safetyStock: input.safetyStock ?? undefined,
      backorderable: input.backorderable ?? undefined,
      backorderLimit: input.backorderLimit ?? undefined,
      lowStockThreshold: input.lowStockThreshold ?? undefined,
      expectedVersion: input.expectedVersion ?? undefined,
    };
    const answer = await setStockPolicy(this.deps.store, write, readStaffRequest(context));
    context.loaders.forget();
    return presentPolicy(answer, write, await this.deps.reader.levelAt(write.sku, write.location));
  }

  private async write(
    change: StockChange,
    request: StockRequest,
    { loaders }: InventoryContext,
  ): Promise<StockPayload> {
    const outcome = await writeStock(this.deps, change, request);
    loaders.forget();
    return presentStock(outcome, change, await this.deps.reader.levelAt(change.sku, change.location));
  }
}
