import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { saveLocation } from '../application/save-location';
import type { StockStore } from '../application/stock-ports';
import type { InventoryContext } from '../context';
import { LocationUpsertInput } from './inputs/location.input';
import { presentSavedLocation } from './present-stock';
import { readStaffRequest } from './read-request';
import { LocationPayload } from './types/stock-location.type';

/** Changes of the places that have stock, by staff. */
@Resolver()
export class LocationMutations {
  constructor(private readonly store: StockStore) {}

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @Mutation(() => LocationPayload, {
    description: 'Makes a location, or changes the one with this code. Staff only.',
  })
  async locationUpsert(
    @Arg('input', () => LocationUpsertInput, { description: 'The location.' }) input: LocationUpsertInput,
    @Ctx() context: InventoryContext,
  ): Promise<LocationPayload> {
    const { code, region, allocationOrder, storeId } = input;
    const location = { code, region, allocationOrder, storeId: storeId ?? undefined };
    const answer = await saveLocation(this.store, location, readStaffRequest(context));
    context.loaders.forget();
    return presentSavedLocation(answer);
  }
}
