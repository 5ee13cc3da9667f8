import { Arg, Ctx, Directive, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import type { Clock } from '@agora/platform/time';
import type { InventoryContext } from '../context';
import { presentAvailability } from './present';
import { readMarket } from './read-request';
import { Availability } from './types/availability.type';
import { ProductVariant } from './types/product-variant.type';
import { Reservation, ReservationLine } from './types/reservation.type';
import { StockChangeConnection } from './types/stock-change.type';
import { StockLevel, StockLevelConnection } from './types/stock-level.type';

/** What inventory contributes to the catalog's variants. */
@Resolver(() => ProductVariant)
export class ProductVariantFields {
  constructor(private readonly deps: { readonly clock: Clock; readonly defaultRegion: string }) {}

  @FieldResolver(() => Availability, {
    nullable: true,
    description:
      'Whether it can be bought in a region and a store; null for a variant without stock records.',
  })
  async availability(
    @Root() variant: ProductVariant,
    @Arg('region', () => String, {
      nullable: true,
      description: "Default: the request's region, else the shop's.",
    })
    region: string | null,
    @Arg('storeId', () => ID, { nullable: true, description: "Default: the request's store." })
    storeId: string | null,
    @Ctx() context: InventoryContext,
  ): Promise<Availability | null> {
    const market = readMarket({ region, storeId }, context, this.deps.defaultRegion);
    const levels = await context.loaders.levelsOfSku.load(variant.sku);
    return presentAvailability(levels, market, this.deps.clock.now());
  }

  @Directive('@requiresScopes(scopes: [["support"], ["admin"]])')
  @FieldResolver(() => [StockLevel], {
    nullable: true,
    description: 'Its stock per location in allocation order. Staff only.',
  })
  async stock(
    @Root() variant: ProductVariant,
    @Arg('region', () => String, {
      nullable: true,
      description: 'Only locations of this region; default all.',
    })
    region: string | null,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<readonly StockLevel[]> {
    const levels = await loaders.levelsOfSku.load(variant.sku);
    return region == null ? levels : levels.filter((level) => level.region === region);
  }
}

@Resolver(() => Reservation)
export class ReservationFields {
  @FieldResolver(() => [ReservationLine], {
    description: 'What it has now, one line per sku; empty when it has ended.',
  })
  lines(
    @Root() reservation: Reservation,
    @Ctx() { loaders }: InventoryContext,
  ): Promise<readonly ReservationLine[]> {
    return loaders.linesOfReservation.load(reservation.id);
  }
}

@Resolver(() => StockLevelConnection)
export class StockLevelConnectionFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are on all pages. Counted only when asked for.',
  })
  totalCount(@Root() connection: StockLevelConnection): Promise<number> {
    return connection.countAll();
  }
}

@Resolver(() => StockChangeConnection)
export class StockChangeConnectionFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are on all pages. Counted only when asked for.',
  })
  totalCount(@Root() connection: StockChangeConnection): Promise<number> {
    return connection.countAll();
  }
}
