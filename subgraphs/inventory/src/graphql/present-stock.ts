import { basicUserError, versionConflict } from '@agora/platform/schema';
import type { LocationAnswer, PolicyAnswer, PolicyWrite, StockChangeEntry } from '../application/stock-ports';
import type { StockChange, StockOutcome } from '../application/write-stock';
import type { StockLevel } from '../domain/stock-level';
import { MAX_LOCATIONS } from '../domain/stock-location';
import type { StockLocation } from '../domain/stock-location';
import type { StockPayload } from './types/payloads.type';
import type { StockChange as StockChangeType } from './types/stock-change.type';
import type { LocationPayload, StockLocation as StockLocationType } from './types/stock-location.type';

/**
 * @param change What was asked.
 * @param level The row as it is now.
 */
export function presentStock(
  outcome: StockOutcome,
  change: Pick<StockChange, 'kind'>,
  level: StockLevel | undefined,
): StockPayload {
  const refused = (code: string, message: string, field: string): StockPayload => ({
    level: level ?? null,
    userErrors: [basicUserError(code, message, ['input', field])],
  });
  switch (outcome.kind) {
    case 'written':
      return { level: level ?? null, userErrors: [] };
    case 'changed':
      return refused(
        'QUANTITY_CHANGED',
        `The count is ${String(outcome.level?.onHand ?? 0)} now.`,
        'expectedQuantity',
      );
    case 'belowReserved':
      return refused(
        'QUANTITY_BELOW_RESERVED',
        `${String(outcome.reserved)} are held for carts and allocated to orders.`,
        change.kind === 'SET' ? 'quantity' : 'delta',
      );
    case 'unknownLocation':
      return refused('LOCATION_UNKNOWN', 'There is no such location.', 'location');
    case 'tooMuch':
      return refused('QUANTITY_TOO_LARGE', 'More than a location can have.', 'delta');
    case 'inProgress':
      return refused(
        'IDEMPOTENCY_IN_PROGRESS',
        'A request with this key is being carried out; try again.',
        'idempotencyKey',
      );
    case 'reused':
      return refused('IDEMPOTENCY_KEY_REUSED', 'This key was used for another request.', 'idempotencyKey');
  }
}

/**
 * @param write What was asked.
 * @param level The row as it is now.
 */
export function presentPolicy(
  answer: PolicyAnswer,
  write: Pick<PolicyWrite, 'expectedVersion'>,
  level: StockLevel | undefined,
): StockPayload {
  switch (answer.kind) {
    case 'written':
      return { level: level ?? null, userErrors: [] };
    case 'versionChanged': {
      const { currentVersion } = answer;
      return {
        level: level ?? null,
        userErrors: [versionConflict(write.expectedVersion ?? currentVersion, currentVersion)],
      };
    }
    case 'unknownStock':
      return {
        level: null,
        userErrors: [
          basicUserError('STOCK_UNKNOWN', 'The sku was never counted at this location.', ['input', 'sku']),
        ],
      };
  }
}

export function presentLocation(location: StockLocation): StockLocationType {
  return { ...location, storeId: location.storeId ?? null };
}

export function presentSavedLocation(answer: LocationAnswer): LocationPayload {
  switch (answer.kind) {
    case 'saved':
      return { location: presentLocation(answer.location), userErrors: [] };
    case 'hasStock':
      return {
        location: presentLocation(answer.location),
        userErrors: [
          basicUserError('LOCATION_HAS_STOCK', 'A location with stock keeps its region and its store.', [
            'input',
            'code',
          ]),
        ],
      };
    case 'tooMany':
      return {
        location: null,
        userErrors: [
          basicUserError('LOCATION_LIMIT_REACHED', `There are ${String(MAX_LOCATIONS)} locations already.`, [
            'input',
            'code',
          ]),
        ],
      };
  }
}

export function presentChange(entry: StockChangeEntry): StockChangeType {
  return { ...entry, reason: entry.reason ?? null, reference: entry.reference ?? null };
}
