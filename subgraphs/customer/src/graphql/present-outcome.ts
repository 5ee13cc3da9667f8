import type { Outcome } from '../application/outcome';
import type { CustomerReader } from '../application/reading';
import type { CustomerContext } from '../context';
import { presentRefusal } from './present';
import type { CustomerPayload } from './types/customer.type';

/**
 * The state after a change, read anew. After a refusal the asked customer is shown as it is, if the viewer may see
 * it; what was just changed may be seen by who changed it.
 */
export async function presentOutcome(
  outcome: Outcome,
  { loaders }: CustomerContext,
  reader: CustomerReader,
  askedId?: string,
): Promise<CustomerPayload> {
  loaders.forget();
  if (outcome.kind === 'done')
    return { customer: (await reader.customersById([outcome.id]))[0] ?? null, userErrors: [] };
  const customer = askedId === undefined ? null : await loaders.customerById.load(askedId);
  return { customer, userErrors: [presentRefusal(outcome)] };
}
