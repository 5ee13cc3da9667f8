import { Arg, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { isStaff } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import { isUuid } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import type { ReservationReader } from '../application/ports';
import type { InventoryContext } from '../context';
import { presentAvailability, presentReservation } from './present';
import { readMarket } from './read-request';
import { Availability } from './types/availability.type';
import { Reservation } from './types/reservation.type';

export interface InventoryQueryDeps {
  readonly reservationReader: ReservationReader;
  readonly clock: Clock;
  readonly defaultRegion: string;
}

@Resolver()
export class InventoryQueries {
  constructor(private readonly deps: InventoryQueryDeps) {}

  @Query(() => Availability, {
    nullable: true,
    description: 'Whether a sku can be bought in a region and a store; null for a sku without stock records.',
  })
  async availability(
    @Arg('sku', () => String, { description: 'Stock keeping unit.' }) sku: string,
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
    return presentAvailability(await context.loaders.levelsOfSku.load(sku), market, this.deps.clock.now());
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

  @Directive('@inaccessible')
  @Query(() => Reservation, {
    nullable: true,
    description: 'What a cart or an order has reserved; null when there was never anything. For services.',
  })
  async reservationOfOwner(
    @Arg('ownerId', () => ID, { description: 'UUID of the cart or order.' }) ownerId: string,
  ): Promise<Reservation | null> {
    if (!isUuid(ownerId)) throw badInput('ownerId', 'must be a UUID');
    const found = await this.deps.reservationReader.findByOwner(ownerId);
    return found === undefined ? null : presentReservation(found);
  }
}
