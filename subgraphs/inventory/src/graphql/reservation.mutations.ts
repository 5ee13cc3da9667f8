import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { actorOf } from '@agora/platform/auth';
import { allocateStock } from '../application/allocate-stock';
import { commitReservation, releaseReservation } from '../application/end-reservation';
import type { EndDeps } from '../application/end-reservation';
import { mergeHolds } from '../application/merge-holds';
import { reserveAllStock, reserveStock } from '../application/reserve-stock';
import type { InventoryContext } from '../context';
import type { StockRequestLine } from '../domain/stock-request';
import { headersOf } from './event-origin';
import {
  InventoryAllocateInput,
  InventoryMergeInput,
  InventoryReleaseInput,
  InventoryReserveAllInput,
  InventoryReserveInput,
} from './inputs/reservation.input';
import type { ReservationLineInput } from './inputs/reservation.input';
import { checkArgument, readMarket } from './read-request';
import { presentAllocate, presentEnd, presentMerge, presentReserve } from './present';
import { ReservationPayload } from './types/payloads.type';

const INTERNAL = '@inaccessible';
const MAX_SAGA_LENGTH = 100;

/** What cart and order ask of inventory. Hidden from the public graph; other subgraphs call it with a service token. */
@Resolver()
export class ReservationMutations {
  constructor(private readonly deps: EndDeps & { readonly defaultRegion: string }) {}

  @Directive(INTERNAL)
  @Mutation(() => ReservationPayload, {
    description: 'Holds increases for a cart until its commit names the operation.',
  })
  async inventoryReserve(
    @Arg('input', () => InventoryReserveInput, { description: 'What to hold.' }) input: InventoryReserveInput,
    @Ctx() context: InventoryContext,
  ): Promise<ReservationPayload> {
    const { operationId, cartId, sagaId, allowPartial } = input;
    const { region, storeId } = readMarket(input, context, this.deps.defaultRegion);
    checkArgument('input.sagaId', sagaId, MAX_SAGA_LENGTH);
    const command = { operationId, cartId, region, storeId, allowPartial, lines: readLines(input.lines) };
    return presentReserve(
      await reserveStock(
        this.deps.reservations,
        command,
        headersOf(context, { operationId, region, sagaId, ...(storeId === undefined ? {} : { storeId }) }),
      ),
    );
  }

  @Directive(INTERNAL)
  @Mutation(() => [ReservationPayload], {
    description: 'Several of inventoryReserve for one cart, each all or nothing; answered in their order.',
  })
  async inventoryReserveAll(
    @Arg('input', () => InventoryReserveAllInput, { description: 'What to hold.' })
    input: InventoryReserveAllInput,
    @Ctx() context: InventoryContext,
  ): Promise<ReservationPayload[]> {
    const { region, storeId } = readMarket(input, context, this.deps.defaultRegion);
    const operations = input.operations.map(({ operationId, lines }) => ({
      operationId,
      lines: readLines(lines),
      headers: headersOf(context, { operationId, region, ...(storeId === undefined ? {} : { storeId }) }),
    }));
    const command = { cartId: input.cartId, region, storeId, operations };
    return (await reserveAllStock(this.deps.reservations, command)).map(presentReserve);
  }

  @Directive(INTERNAL)
  @Mutation(() => ReservationPayload, {
    description: "Turns a cart's hold, or without a cart free goods, into an order's allocation.",
  })
  async inventoryAllocate(
    @Arg('input', () => InventoryAllocateInput, { description: 'What the order takes over.' })
    input: InventoryAllocateInput,
    @Ctx() context: InventoryContext,
  ): Promise<ReservationPayload> {
    const { operationId, cartId = null, cartVersion = null, orderId, holdSeconds } = input;
    const { region, storeId } = readMarket({}, context, this.deps.defaultRegion);
    const lines = readLines(input.lines);
    const command = { cartId, cartVersion, orderId, holdSeconds, region, storeId, lines };
    return presentAllocate(
      await allocateStock(this.deps.reservations, command, headersOf(context, { operationId, region })),
    );
  }

  @Directive(INTERNAL)
  @Mutation(() => ReservationPayload, {
    description:
      'Moves what a cart holds to the one it was merged into, before the event of the merge says so: a checkout that follows at once finds it.',
  })
  async inventoryMerge(
    @Arg('input', () => InventoryMergeInput, { description: 'The merge.' }) input: InventoryMergeInput,
    @Ctx() context: InventoryContext,
  ): Promise<ReservationPayload> {
    const { sourceCartId, sourceVersion, cartId, cartVersion } = input;
    const { region, storeId } = readMarket(input, context, this.deps.defaultRegion);
    const source = { id: sourceCartId, version: sourceVersion };
    const command = { source, cartId, cartVersion, region, lines: readLines(input.lines) };
    const headers = headersOf(context, { region, ...(storeId === undefined ? {} : { storeId }) });
    return presentMerge(await mergeHolds(this.deps, command, headers));
  }

  @Directive(INTERNAL)
  @Mutation(() => ReservationPayload, { description: "Lets an order's goods leave." })
  async inventoryCommit(
    @Arg('input', () => InventoryReleaseInput, { description: 'The order.' }) input: InventoryReleaseInput,
    @Ctx() context: InventoryContext,
  ): Promise<ReservationPayload> {
    const { operationId, ownerId: orderId } = input;
    const actor = actorOf(context.viewer);
    return presentEnd(
      await commitReservation(
        this.deps,
        { operationId, orderId, actor, lines: readPart(input.lines) },
        headersOf(context, { operationId }),
      ),
    );
  }

  @Directive(INTERNAL)
  @Mutation(() => ReservationPayload, {
    description: "Takes back one operation of a cart, or an order's allocation.",
  })
  async inventoryRelease(
    @Arg('input', () => InventoryReleaseInput, { description: 'The operation and whose it is.' })
    input: InventoryReleaseInput,
    @Ctx() context: InventoryContext,
  ): Promise<ReservationPayload> {
    const { operationId, ownerId, reason } = input;
    const headers = headersOf(context, { operationId });
    const command = { operationId, ownerId, reason, lines: readPart(input.lines) };
    return presentEnd(await releaseReservation(this.deps, command, headers));
  }
}

function readPart(lines: readonly ReservationLineInput[] | null | undefined): StockRequestLine[] | undefined {
  return lines == null ? undefined : readLines(lines);
}

function readLines(lines: readonly ReservationLineInput[]): StockRequestLine[] {
  return lines.map(({ sku, delta: quantity }) => ({ sku, quantity }));
}
