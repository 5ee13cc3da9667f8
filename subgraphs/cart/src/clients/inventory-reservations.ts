import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { StockReservations } from '../application/ports';

const RESERVE = `mutation CartReserve($input: InventoryReserveInput!) {
  inventoryReserve(input: $input) { reservation { status expiresAt } insufficient { sku requested available } userErrors { code message } }
}`;
const RELEASE = `mutation CartRelease($input: InventoryReleaseInput!) { inventoryRelease(input: $input) { userErrors { code message } } }`;

// The operation was given back, or granted for other quantities: what is wanted now needs an operation of its own.
const NEEDS_NEW_NAME: ReadonlySet<string> = new Set(['OPERATION_RELEASED', 'OPERATION_GRANTED_OTHERWISE']);

interface ReserveAnswer {
  readonly inventoryReserve: {
    readonly reservation: { readonly status: string; readonly expiresAt: string | null } | null;
    readonly insufficient: readonly {
      readonly sku: string;
      readonly requested: number;
      readonly available: number;
    }[];
    readonly userErrors: readonly { readonly code: string; readonly message: string }[];
  };
}

/** {@link StockReservations} of the inventory subgraph. */
export function createInventoryReservations(inventory: SubgraphClient): StockReservations {
  return {
    reserve: async ({ operationId, cart, increases }, context) => {
      const input = {
        operationId,
        cartId: cart.id,
        storeId: cart.storeId,
        region: cart.region,
        lines: [...increases].map(([sku, delta]) => ({ sku, delta })),
      };
      const { inventoryReserve: answer } = await inventory.call<ReserveAnswer>(RESERVE, { input }, context);
      const [problem] = answer.userErrors;
      if (problem !== undefined && NEEDS_NEW_NAME.has(problem.code)) return { kind: 'released' };
      if (answer.insufficient.length > 0) return { kind: 'insufficient', lines: answer.insufficient };
      if (problem !== undefined)
        throw new AppError('DOWNSTREAM_UNAVAILABLE', `inventory refused a reservation: ${problem.code}`);
      const expiresAt = answer.reservation?.expiresAt ?? null;
      return { kind: 'granted', reservedUntil: expiresAt === null ? null : new Date(expiresAt) };
    },
    release: async (operationId, cartId, context) => {
      await inventory.call(
        RELEASE,
        { input: { operationId, ownerId: cartId, reason: 'CART_REFUSED' } },
        context,
      );
    },
  };
}
