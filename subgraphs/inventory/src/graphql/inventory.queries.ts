import { Arg, Ctx, Directive, ID, Int, Query, Resolver } from 'type-graphql';
import { isStaff } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import { readPage, toConnection } from '@agora/platform/paging';
import type { Clock } from '@agora/platform/time';
import type { ReservationReader, StockFilter as FilterRequest, StockReader } from '../application/ports';
import type { InventoryContext } from '../context';
import { StockFilter } from './inputs/stock.input';
import { presentAvailability, presentReservation } from './present';
import { Availability } from './types/availability.type';
import { Reservation } from './types/reservation.type';
import { StockLevelConnection } from './types/stock-level.type';

const MAX_FILTER_SKUS = 500;

export interface InventoryQueryDeps {
  readonly reader: StockReader;
  readonly reservationReader: ReservationReader;
  readonly clock: Clock;
  readonly defaultRegion: string;
}

@Resolver()
export class InventoryQueries {
  constructor(private readonly deps: InventoryQueryDeps) {}

  @Query(() => Availability, {
    nullable: true,
    description: 'Whether a sku can be bought in a region; null for a sku without stock records.',
  })
  async availability(
    @Arg('sku', () => String, { description: 'Stock keeping unit.' }) sku: string,
    @Arg('region', () => String, {
      nullable: true,
      description: "Default: the request's region, else the shop's.",
    })
    region: string | null,
    @Ctx() context: InventoryContext,
  ): Promise<Availability | null> {
    const levels = await context.loaders.levelsOfSku.load(sku);
    return presentAvailability(
      levels,
      region ?? context.shop.region ?? this.deps.defaultRegion,
      this.deps.clock.now(),
    );
  }

  @Query(() => Reservation, {
    nullable: true,
    description: 'A reservation; null when there is none, or for anybody but staff and other subgraphs.',
  })
  async reservation(
    @Arg('id', () => ID, { description: 'UUID of the reservation.' }) id: string,
    @Ctx() { viewer }: InventoryContext,
  ): Promise<Reservation | null> {
    const isService = viewer.callingService !== null && viewer.callingService !== 'gateway';
    if (!isUuid(id) || !(isStaff(viewer) || isService)) return null;
    const found = await this.deps.reservationReader.find(id);
    return found === undefined ? null : presentReservation(found);
  }

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @Query(() => StockLevelConnection, {
    nullable: true,
    description: 'Stock by sku and location. Staff only.',
  })
  async stockLevels(
    @Arg('first', () => Int, { nullable: true, description: 'Levels per page, 1 to 100. Default 20.' })
    first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the level to start behind.' })
    after: string | null,
    @Arg('filter', () => StockFilter, { nullable: true, description: 'Which levels; default all.' })
    filter: StockFilter | null,
  ): Promise<StockLevelConnection> {
    const page = readPage({ first, after });
    if (page.cursor !== undefined && page.cursor.length !== 2)
      throw badInput('after', 'is not a cursor of this list');
    const request = readFilter(filter);
    const levels = await this.deps.reader.page(request, page.cursor, page.size + 1);
    return {
      ...toConnection(levels, page, ({ sku, location }) => [sku, location]),
      countAll: () => this.deps.reader.count(request),
    };
  }
}

function readFilter(filter: StockFilter | null): FilterRequest {
  const skus = filter?.skus ?? undefined;
  if (skus !== undefined && skus.length > MAX_FILTER_SKUS)
    throw badInput('filter.skus', `must be at most ${String(MAX_FILTER_SKUS)}`);
  return {
    skus,
    region: filter?.region ?? undefined,
    location: filter?.location ?? undefined,
    lowOnly: filter?.lowOnly ?? false,
  };
}
