import { prismaQueryable } from '@agora/platform/database';
import type { SettingRepository } from '../application/repositories';
import { STAFF_SOURCE } from '../domain/exchange-rate';
import type { StoredRate } from '../domain/exchange-rate';
import type { Prisma } from './generated/client';
import { withNulls } from './nulls';

// $2: the source, $3: when the rates are of. Staff's rates are replaced by staff only.
const SAVE_RATES = `INSERT INTO currency_rate AS known (base, quote, rate, as_of, source)
  SELECT base, quote, rate, $3::timestamptz, $2 FROM jsonb_to_recordset($1::jsonb) AS said (base text, quote text, rate numeric)
  ORDER BY base, quote
  ON CONFLICT (base, quote) DO UPDATE SET rate = EXCLUDED.rate, as_of = EXCLUDED.as_of, source = EXCLUDED.source,
    version = known.version + 1
  WHERE CASE WHEN EXCLUDED.source = '${STAFF_SOURCE}' THEN (known.rate, known.source) <> (EXCLUDED.rate, EXCLUDED.source)
    ELSE known.rate <> EXCLUDED.rate AND known.source <> '${STAFF_SOURCE}' END
  RETURNING base, quote, trim_scale(rate)::text AS rate, as_of AS "asOf", source, version`;
/** What a rate of staff is called after staff gave it back. */
const RELEASED_SOURCE = 'released';

/** {@link SettingRepository} in a Prisma transaction. */
export function settingRepository(tx: Prisma.TransactionClient): SettingRepository {
  return {
    regions: async () => {
      const rows = await tx.regionSetting.findMany({ select: { region: true } });
      return new Set(rows.map(({ region }) => region));
    },
    saveRegion: async (setting) => {
      await tx.regionSetting.upsert({ where: { region: setting.region }, create: setting, update: setting });
    },
    saveTaxRate: async ({ id, ...rate }) => {
      const { region, category } = rate;
      const saved = await tx.taxRate.upsert({
        where: { region_category: { region, category } },
        create: { id, ...rate },
        update: rate,
        select: { id: true },
      });
      return saved.id;
    },
    saveShippingRate: async ({ id, ...given }) => {
      const rate = withNulls(given);
      const { region, code, currency } = rate;
      const saved = await tx.shippingRate.upsert({
        where: { region_code_currency: { region, code, currency } },
        create: { id, ...rate },
        update: rate,
        select: { id: true },
      });
      return saved.id;
    },
    saveRates: ({ rates, source, asOf }) =>
      prismaQueryable(tx).query<StoredRate>(SAVE_RATES, [JSON.stringify(rates), source, asOf.toISOString()]),
    releaseRate: async (base, quote) => {
      const { count } = await tx.currencyRate.updateMany({
        where: { base, quote },
        data: { source: RELEASED_SOURCE },
      });
      return count > 0;
    },
  };
}
