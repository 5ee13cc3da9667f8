import { badInput } from '@agora/platform/errors';
import { policyProblem } from '../domain/stock-policy';
import { MAX_CODE_LENGTH, MAX_SKU_LENGTH } from '../domain/text-rules';
import { checkText } from './check-request';
import type { StaffRequest } from './staff-request';
import type { PolicyAnswer, PolicyWrite, StockStore } from './stock-ports';

/**
 * Changes how a sku is sold at a location, with its audit entry and its events in one transaction. Promises made
 * before stay made. Repeating it leads to the same settings.
 *
 * @throws AppError `BAD_USER_INPUT` for an empty sku or location, a number outside 0..1,000,000, no setting at all,
 *   or a version below 1.
 */
export async function setStockPolicy(
  store: StockStore,
  write: PolicyWrite,
  { actor, correlationId, headers }: StaffRequest,
): Promise<PolicyAnswer> {
  check(write);
  return store.inTransaction(async (unit) => {
    const answer = await unit.setPolicy(write, headers);
    if (answer.kind !== 'written') return answer;
    const entity = `stock:${write.sku}@${write.location}`;
    await unit.audit({ actor, action: 'stockPolicySet', entity, correlationId });
    return answer;
  });
}

function check({ sku, location, expectedVersion, ...policy }: PolicyWrite): void {
  checkText('input.sku', sku, MAX_SKU_LENGTH);
  checkText('input.location', location, MAX_CODE_LENGTH);
  if (expectedVersion !== undefined && expectedVersion < 1)
    throw badInput('input.expectedVersion', 'must be at least 1');
  const problem = policyProblem(policy);
  if (problem !== undefined) throw badInput(`input.${problem.field}`, problem.message);
}
