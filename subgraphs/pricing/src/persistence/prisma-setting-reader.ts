import { prismaQueryable } from '@agora/platform/database';
import { isUuid } from '@agora/platform/ids';
import type { PricingReader } from '../application/reading';
import type { StoredRate } from '../domain/exchange-rate';
import type { RegionSetting } from '../domain/region-setting';
import type { PrismaClient } from './generated/client';
import { withoutNulls } from './nulls';

const RATE = `SELECT base, quote, trim_scale(rate)::text AS rate, as_of AS "asOf", source, version FROM currency_rate
  WHERE base = $1 AND quote = $2`;

/** The part of {@link PricingReader} about regions and rates. */
export function settingReader(
  prisma: PrismaClient,
): Pick<PricingReader, 'region' | 'taxRate' | 'shippingRate' | 'currencyRate'> {
  return {
    region: async (region) => {
      const row = await prisma.regionSetting.findUnique({ where: { region }, omit: { updatedAt: true } });
      // CHECK: the rounding mode is one of ours.
      return row === null ? undefined : (row as RegionSetting);
    },
    taxRate: async (id) => {
      if (!isUuid(id)) return undefined;
      return (await prisma.taxRate.findUnique({ where: { id }, omit: { updatedAt: true } })) ?? undefined;
    },
    shippingRate: async (id) => {
      if (!isUuid(id)) return undefined;
      const row = await prisma.shippingRate.findUnique({ where: { id }, omit: { updatedAt: true } });
      return row === null ? undefined : withoutNulls(row);
    },
    currencyRate: async (base, quote) =>
      (await prismaQueryable(prisma).query<StoredRate>(RATE, [base, quote]))[0],
  };
}
