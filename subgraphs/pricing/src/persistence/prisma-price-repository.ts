import { isUuid } from '@agora/platform/ids';
import type { ListedPrice, PriceRepository, TurnedPrice } from '../application/repositories';
import type { Price } from '../domain/price';
import type { RuleSpec } from '../domain/rules/rule-spec';
import type { Prisma } from './generated/client';
import { priceColumns, toPrice, toPriceBook } from './mapping';
import { withNulls } from './nulls';

// Weaker than FOR UPDATE: foreign keys of prices may still be checked meanwhile.
const LOCK_BOOK = 'SELECT FROM price_book WHERE id = $1::uuid FOR NO KEY UPDATE';
const TURN_DUE = `WITH due AS (
    SELECT id FROM price WHERE window_phase < 2 AND (valid_until <= $1::timestamptz
      OR (window_phase = 0 AND (valid_from IS NULL OR valid_from <= $1::timestamptz)))
    LIMIT $2::int FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE price p SET window_phase = CASE WHEN p.valid_until <= $1::timestamptz THEN 2 ELSE 1 END
  FROM due WHERE p.id = due.id RETURNING p.id`;
/** Books times tiers of one sku: far more than any shop has. */
const MAX_TOUCHED = 500;

/** {@link PriceRepository} in a Prisma transaction. */
export function priceRepository(tx: Prisma.TransactionClient): PriceRepository {
  return {
    lockBook: async (id) => {
      if (!isUuid(id)) return undefined;
      await tx.$queryRawUnsafe(LOCK_BOOK, id);
      const row = await tx.priceBook.findUnique({ where: { id } });
      return row === null ? undefined : toPriceBook(row);
    },
    saveBook: async (book) => {
      const columns = withNulls(book);
      await tx.priceBook.upsert({ where: { id: book.id }, create: columns, update: columns });
    },
    find: async ({ priceBookId, sku, minimumQuantity, validFrom, validUntil }) => {
      const isStanding = validFrom === undefined && validUntil === undefined;
      const beginning = { validFrom: validFrom ?? null };
      // Of those without a beginning, the one without an end is the standing price.
      const end = isStanding
        ? { validUntil: null }
        : validFrom === undefined
          ? { validUntil: { not: null } }
          : {};
      const row = await tx.price.findFirst({
        where: { priceBookId, sku, minimumQuantity, ...beginning, ...end },
        orderBy: { id: 'asc' },
      });
      return row === null ? undefined : toPrice(row);
    },
    save: async (price, phase) => {
      const columns = { ...priceColumns(price), windowPhase: phase ?? null };
      await tx.price.upsert({ where: { id: price.id }, create: columns, update: columns });
    },
    touchedBy: (rule) => touchedBy(tx, rule),
    turnDue: async (now, limit) => {
      const turned = await tx.$queryRawUnsafe<{ id: string }[]>(TURN_DUE, now.toISOString(), limit);
      return turned.length === 0
        ? []
        : turnedPrices(
            tx,
            turned.map(({ id }) => id),
          );
    },
  };
}

async function touchedBy(tx: Prisma.TransactionClient, rule: RuleSpec): Promise<ListedPrice[]> {
  if (rule.sku === undefined) return [];
  const { sku, region, channel, segment, currency } = rule;
  const forAny = (column: 'region' | 'channel' | 'segment', value: string | undefined): object =>
    value === undefined ? {} : { OR: [{ [column]: null }, { [column]: value }] };
  const rows = await tx.price.findMany({
    where: {
      sku,
      validFrom: null,
      validUntil: null,
      priceBook: {
        active: true,
        AND: [forAny('region', region), forAny('channel', channel), forAny('segment', segment)],
        ...(currency === undefined ? {} : { currency }),
      },
    },
    include: { priceBook: { select: { currency: true } } },
    orderBy: { id: 'asc' },
    take: MAX_TOUCHED,
  });
  return rows.map((row) => ({ price: toPrice(row), currency: row.priceBook.currency }));
}

async function turnedPrices(tx: Prisma.TransactionClient, ids: string[]): Promise<TurnedPrice[]> {
  const rows = await tx.price.findMany({
    where: { id: { in: ids }, priceBook: { active: true } },
    include: { priceBook: { select: { currency: true } } },
    orderBy: { id: 'asc' },
  });
  const places = rows.map(({ priceBookId, sku }) => ({ priceBookId, sku }));
  const all = (await tx.price.findMany({ where: { OR: places } })).map(toPrice);
  return rows.map((row) => ({
    price: toPrice(row),
    currency: row.priceBook.currency,
    others: all.filter((other) => isBeside(other, row)),
  }));
}

function isBeside(
  other: Price,
  { id, priceBookId, sku }: Pick<Price, 'id' | 'priceBookId' | 'sku'>,
): boolean {
  return other.id !== id && other.priceBookId === priceBookId && other.sku === sku;
}
