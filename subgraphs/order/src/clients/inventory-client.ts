import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { AllocationRequest, CallContext, Inventory } from '../application/ports';

const ALLOCATE = `mutation OrderAllocate($input: InventoryAllocateInput!) {
  inventoryAllocate(input: $input) { reservation { lines { sku backordered } } insufficient { sku available } userErrors { code message } }
}`;

const RELEASE = `mutation OrderRelease($input: InventoryReleaseInput!) {
  inventoryRelease(input: $input) { userErrors { code message } }
}`;

interface ReleaseAnswer {
  readonly inventoryRelease: Pick<AllocateAnswer['inventoryAllocate'], 'userErrors'>;
}

interface AllocateAnswer {
  readonly inventoryAllocate: {
    readonly reservation: {
      readonly lines: readonly { readonly sku: string; readonly backordered: number }[];
    } | null;
    readonly insufficient: readonly { readonly sku: string; readonly available: number }[];
    readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  };
}

/** {@link Inventory} over the inventory subgraph's internal mutations. */
export function createInventoryClient(inventory: SubgraphClient): Inventory {
  return {
    allocate: async (request, context) => {
      const { region, storeId, lines, ...rest } = request;
      const input = { ...rest, lines: lines.map(({ sku, quantity }) => ({ sku, delta: quantity })) };
      const { inventoryAllocate } = await inventory.call<AllocateAnswer>(
        ALLOCATE,
        { input },
        inMarket(context, { region, storeId }),
      );
      if (inventoryAllocate.insufficient.length > 0)
        return { kind: 'insufficient', lines: inventoryAllocate.insufficient };
      const [error] = inventoryAllocate.userErrors;
      if (error !== undefined) throw new AppError('DOWNSTREAM_UNAVAILABLE', `inventory: ${error.code}`);
      const allocated = inventoryAllocate.reservation?.lines ?? [];
      const owed = allocated.flatMap(({ sku, backordered: units }) => (units > 0 ? [{ sku, units }] : []));
      return { kind: 'allocated', backordered: owed };
    },
    release: async ({ orderId, reason }, context) => {
      const input = { operationId: orderId, ownerId: orderId, reason };
      const { inventoryRelease } = await inventory.call<ReleaseAnswer>(RELEASE, { input }, context);
      const [error] = inventoryRelease.userErrors;
      // Goods of a confirmed order come back by its event.
      if (error === undefined || error.code === 'RESERVATION_COMMITTED') return;
      throw new AppError('DOWNSTREAM_UNAVAILABLE', `inventory: ${error.code}`);
    },
  };
}

/** Region and store of the order count, not those of the page somebody looks at. */
function inMarket(
  context: CallContext,
  { region, storeId }: Pick<AllocationRequest, 'region' | 'storeId'>,
): CallContext {
  if (context === null) return null;
  return {
    ...context,
    forwardHeaders: { ...context.forwardHeaders, 'x-region': region, 'x-store': storeId },
  };
}
