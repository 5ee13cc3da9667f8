import { badInput } from '@agora/platform/errors';
import { locationProblem } from '../domain/stock-location';
import type { StockLocation } from '../domain/stock-location';
import type { StaffRequest } from './staff-request';
import type { LocationAnswer, StockStore } from './stock-ports';

/**
 * Makes a location or changes it, with its audit entry in one transaction. Repeating it changes nothing more. A
 * location that has stock keeps its region and its store.
 *
 * @throws AppError `BAD_USER_INPUT` for an empty or too long code, region or store, or an order outside 0..1,000,000.
 */
export async function saveLocation(
  store: StockStore,
  location: StockLocation,
  { actor, correlationId }: Omit<StaffRequest, 'headers'>,
): Promise<LocationAnswer> {
  const problem = locationProblem(location);
  if (problem !== undefined) throw badInput(`input.${problem.field}`, problem.message);
  return store.inTransaction(async (unit) => {
    const answer = await unit.saveLocation(location);
    if (answer.kind !== 'saved') return answer;
    const entity = `location:${location.code}`;
    await unit.audit({ actor, action: 'locationUpsert', entity, correlationId });
    return answer;
  });
}
