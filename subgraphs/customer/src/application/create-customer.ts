import { newId } from '@agora/platform/ids';
import { enqueue } from '@agora/platform/outbox';
import { draftCustomer } from '../domain/create-customer';
import type { CustomerDraft } from '../domain/create-customer';
import { isRefusal } from '../domain/refusal';
import { customerCreated } from '../events/published';
import { carryOut } from './outcome';
import type { Outcome } from './outcome';
import type { ChangeRequest, CustomerDeps } from './ports';

/** Registers a customer and announces it without personal data. Refused: no e-mail address, one that is taken, a name too long. */
export function createCustomer(
  deps: CustomerDeps,
  draft: CustomerDraft,
  request: ChangeRequest,
): Promise<Outcome> {
  return carryOut(deps, { name: 'customerCreate', input: draft, request }, async (unit) => {
    const customer = draftCustomer(draft, { id: newId(), now: deps.clock.now() });
    if (isRefusal(customer)) return customer;
    await unit.insert(customer);
    await enqueue(unit.queryable, [customerCreated(customer, request)]);
    const { actor, correlationId } = request;
    await unit.audit({ actor, action: 'customerCreate', entity: `customer:${customer.id}`, correlationId });
    return { kind: 'done', id: customer.id };
  });
}
