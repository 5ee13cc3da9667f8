import DataLoader from 'dataloader';
import type { StockReader } from '../application/stock-ports';
import { availabilityOf, sellsIn } from '../domain/availability';
import type { Market } from '../domain/availability';
import type { StockLevel } from '../domain/stock-level';
import type { ReadAvailability } from './watch-availability';

/** Rows of skus, read anew each time. */
export type LevelBatch = Pick<DataLoader<string, readonly StockLevel[]>, 'loadMany'>;

const MAX_BATCH = 500;

/**
 * Reads for all watchers of a process: those that one poke has woken share one statement. Nothing is remembered, so
 * an answer is never older than its question.
 */
export function createLevelBatch(reader: Pick<StockReader, 'levelsOf'>): LevelBatch {
  return new DataLoader<string, readonly StockLevel[]>(
    async (skus) => {
      const levels = new Map<string, StockLevel[]>();
      for (const level of await reader.levelsOf([...new Set(skus)]))
        levels.set(level.sku, [...(levels.get(level.sku) ?? []), level]);
      return skus.map((sku) => levels.get(sku) ?? []);
    },
    { cache: false, maxBatchSize: MAX_BATCH },
  );
}

/** What a market sees. A sku without rows is out of stock, version 0. */
export function readerFor(market: Market, batch: LevelBatch): ReadAvailability {
  return async (skus) => {
    const results = await batch.loadMany(skus);
    return skus.map((sku, index) => {
      const levels = results[index] ?? [];
      if (levels instanceof Error) throw levels;
      return { sku, availability: availabilityOf(levels.filter((level) => sellsIn(level, market))) };
    });
  };
}
