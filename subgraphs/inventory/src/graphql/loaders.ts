import DataLoader from 'dataloader';
import type { ReservationReader } from '../application/ports';
import type { StockReader } from '../application/stock-ports';
import type { ReservationLine } from '../domain/reservation';
import type { StockLevel } from '../domain/stock-level';
import { isSku } from '../domain/text-rules';

/** Batching of one operation: whatever is asked in one tick becomes one statement per kind. */
export interface InventoryLoaders {
  /** Every location's row of a sku; empty for a sku inventory has never seen. */
  readonly levelsOfSku: DataLoader<string, readonly StockLevel[]>;
  readonly linesOfReservation: DataLoader<string, readonly ReservationLine[]>;
  /** Forgets what was loaded: a mutation calls it, so that the rest of the document sees its effect. */
  forget(): void;
}

const MAX_BATCH = 500;

export function createLoaders(reader: StockReader, reservations: ReservationReader): InventoryLoaders {
  const levelsOfSku = new DataLoader<string, readonly StockLevel[]>(
    async (skus) => {
      const levels = new Map<string, StockLevel[]>(skus.map((sku) => [sku, []]));
      // A text that cannot be a sku has no stock, and the database cannot even be asked about some.
      for (const level of await reader.levelsOf(skus.filter(isSku))) levels.get(level.sku)?.push(level);
      return skus.map((sku) => levels.get(sku) ?? []);
    },
    { maxBatchSize: MAX_BATCH },
  );
  const linesOfReservation = new DataLoader<string, readonly ReservationLine[]>(
    async (ids) => {
      const lines = await reservations.linesOf(ids);
      return ids.map((id) => lines.get(id) ?? []);
    },
    { maxBatchSize: MAX_BATCH },
  );
  return {
    levelsOfSku,
    linesOfReservation,
    forget: () => {
      levelsOfSku.clearAll();
      linesOfReservation.clearAll();
    },
  };
}
