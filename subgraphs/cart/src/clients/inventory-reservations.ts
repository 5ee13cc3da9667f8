import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { ReserveOutcome, StockReservations } from '../application/stock-ports';

const RESERVE = `mutation CartReserve($input: InventoryReserveInput!) {
  inventoryReserve(input: $input) { reservation { status expiresAt } granted { sku quantity backordered } insufficient { sku requested available } userErrors { code message } }
}`;
const RESERVE_ALL = `mutation CartReserveAll($input: InventoryReserveAllInput!) {
  inventoryReserveAll(input: $input) { reservation { status expiresAt } granted { sku quantity backordered } insufficient { sku requested available } userErrors { code message } }
}`;
const MERGE = `mutation CartMergeHolds($input: InventoryMergeInput!) { inventoryMerge(input: $input) { userErrors { code message } } }`;
const RELEASE = `mutation CartRelease($input: InventoryReleaseInput!) { inventoryRelease(input: $input) { userErrors { code message } } }`;

// The operation was given back, or granted for other quantities: what is wanted now needs an operation of its own.
const NEEDS_NEW_NAME: ReadonlySet<string> = new Set(['OPERATION_RELEASED', 'OPERATION_GRANTED_OTHERWISE']);

const NOTHING_HELD = 'RESERVATION_ENDED';

interface ReserveAnswer {
  readonly inventoryReserve: ReservationAnswer;
}

interface ReserveAllAnswer {
  readonly inventoryReserveAll: readonly ReservationAnswer[];
}

interface ReservationAnswer {
  readonly reservation: { readonly status: string; readonly expiresAt: string | null } | null;
  readonly granted: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly backordered: number;
  }[];
  readonly insufficient: readonly {
    readonly sku: string;
    readonly requested: number;
    readonly available: number;
  }[];
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** {@link StockReservations} of the inventory subgraph. */
export function createInventoryReservations(inventory: SubgraphClient): StockReservations {
  return {
    reserve: async ({ operationId, cart, increases, allowPartial = false }, context) => {
      const input = {
        operationId,
        cartId: cart.id,
        storeId: cart.storeId,
        region: cart.region,
        allowPartial,
        lines: [...increases].map(([sku, delta]) => ({ sku, delta })),
      };
      const { inventoryReserve: answer } = await inventory.call<ReserveAnswer>(RESERVE, { input }, context);
      return outcomeOf(answer);
    },
    reserveAll: async (requests, context) => {
      const [first] = requests;
      if (first === undefined) return [];
      const { id: cartId, storeId, region } = first.cart;
      const operations = requests.map(({ operationId, increases }) => ({
        operationId,
        lines: [...increases].map(([sku, delta]) => ({ sku, delta })),
      }));
      const input = { cartId, storeId, region, operations };
      const answer = await inventory.call<ReserveAllAnswer>(RESERVE_ALL, { input }, context);
      return answer.inventoryReserveAll.map(outcomeOf);
    },
    extend: async (cart, context) => {
      const place = { cartId: cart.id, storeId: cart.storeId, region: cart.region };
      const input = { ...place, operationId: newId(), lines: [] };
      const { inventoryReserve: answer } = await inventory.call<ReserveAnswer>(RESERVE, { input }, context);
      const [problem] = answer.userErrors;
      if (problem !== undefined && problem.code !== NOTHING_HELD)
        throw new AppError('DOWNSTREAM_UNAVAILABLE', `inventory refused to hold longer: ${problem.code}`);
      return problem === undefined ? endOf(answer) : null;
    },
    merge: async ({ source, cart, quantities }, context) => {
      const input = {
        ...{
          sourceCartId: source.id,
          sourceVersion: source.version,
          cartId: cart.id,
          cartVersion: cart.version,
        },
        ...{ region: cart.region, storeId: cart.storeId },
        lines: [...quantities].map(([sku, delta]) => ({ sku, delta })),
      };
      await inventory.call(MERGE, { input }, context);
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

function outcomeOf(answer: ReservationAnswer): ReserveOutcome {
  const [problem] = answer.userErrors;
  if (problem !== undefined && NEEDS_NEW_NAME.has(problem.code)) return { kind: 'released' };
  if (answer.insufficient.length > 0) return { kind: 'insufficient', lines: answer.insufficient };
  if (problem !== undefined)
    throw new AppError('DOWNSTREAM_UNAVAILABLE', `inventory refused a reservation: ${problem.code}`);
  const granted = new Map(answer.granted.map(({ sku, quantity }) => [sku, quantity]));
  const backordered = new Map(answer.granted.map((line) => [line.sku, line.backordered]));
  return { kind: 'granted', reservedUntil: endOf(answer), granted, backordered };
}

function endOf({ reservation }: ReservationAnswer): Date | null {
  const expiresAt = reservation?.expiresAt ?? null;
  return expiresAt === null ? null : new Date(expiresAt);
}
