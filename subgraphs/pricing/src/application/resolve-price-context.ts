import { isStaff } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { AppError, badInput } from '@agora/platform/errors';
import { isCurrency } from '@agora/platform/money';
import type { ShopContext } from '@agora/platform/server';
import { GENERAL_SEGMENT } from '../domain/price-context';
import type { PriceContext } from '../domain/price-context';
import type { PriceTable } from '../domain/price-table';
import type { RegionSetting } from '../domain/region-setting';

/** What a caller may say about the context of a price; all of it optional. */
export interface AskedContext {
  readonly region?: string | undefined;
  readonly currencyCode?: string | undefined;
  readonly channel?: string | undefined;
  readonly customerSegments?: readonly string[] | undefined;
  readonly at?: Date | undefined;
}

/** Who asks, from which shop, and when. */
export interface Asker {
  readonly viewer: Viewer;
  readonly shop: Pick<ShopContext, 'region' | 'currencyCode' | 'channel'>;
  /** The customer's own, beyond {@link GENERAL_SEGMENT}. */
  readonly segments: readonly string[];
  readonly now: Date;
}

/**
 * The context a price is worked out in: what the caller says, else what its shop says, else the default region and
 * that region's currency. Segments and another moment than now are believed from staff and services only, since both
 * open prices that are not for everybody.
 *
 * @throws AppError `BAD_USER_INPUT` for an unknown region or currency, `FORBIDDEN` for segments or a moment stated by
 *   anybody else.
 */
export function resolvePriceContext(
  table: PriceTable,
  asked: AskedContext,
  { viewer, shop, segments, now }: Asker,
  defaultRegion: string,
): PriceContext {
  const region = knownRegion(table, asked.region ?? shop.region ?? defaultRegion);
  const currency = knownCurrency(asked.currencyCode ?? shop.currencyCode ?? region.currency);
  if ((asked.customerSegments ?? asked.at) !== undefined && !mayPriceForOthers(viewer)) {
    throw new AppError('FORBIDDEN', 'Only staff may ask for the prices of other segments or times');
  }
  return {
    region: region.region,
    currency,
    channel: asked.channel ?? shop.channel,
    segments: asked.customerSegments ?? [...new Set([GENERAL_SEGMENT, ...segments])],
    at: asked.at ?? now,
  };
}

function knownRegion(table: PriceTable, name: string): RegionSetting {
  const region = table.region(name);
  if (region === undefined) throw badInput('region', 'is not a region of this shop');
  return region;
}

function knownCurrency(code: string): string {
  if (!isCurrency(code)) throw badInput('currencyCode', 'is not a known currency code');
  return code;
}

/** The customer whose prices are asked for: a service may name one, everybody else is who the tokens say. */
export function customerAsked(viewer: Viewer, customerId: string | undefined): string | null {
  if (customerId === undefined) return viewer.customerId;
  if (!isOtherSubgraph(viewer)) throw new AppError('FORBIDDEN', 'Only services may name a customer');
  return customerId;
}

/** Whether another subgraph asks: not the gateway, which only passes on what clients ask. */
export function isOtherSubgraph(viewer: Viewer): boolean {
  return viewer.callingService !== null && viewer.callingService !== 'gateway';
}

function mayPriceForOthers(viewer: Viewer): boolean {
  return isStaff(viewer) || viewer.role === 'service' || isOtherSubgraph(viewer);
}
