import { enqueue } from '@agora/platform/outbox';
import type { CustomerChange } from '../domain/change-customer';
import type { Customer } from '../domain/customer';
import { refused, staleVersion } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { customerChanged } from '../events/published';
import { carryOut } from './outcome';
import type { Operation, Outcome } from './outcome';
import type { CustomerDeps, CustomerUnit } from './ports';

/** Which customer a change is about, and the version its caller has seen (undefined when it does not matter). */
export interface CustomerTarget {
  readonly id: string;
  readonly expectedVersion?: number | undefined;
  /** Name of the input field that carries the id. */
  readonly idField: string;
}

/**
 * Loads a customer under lock, lets `decide` change it, and writes customer, event and (for staff) audit entry
 * together. A customer the caller may not change answers like a missing one; a decision that changes nothing
 * writes nothing and keeps the version.
 */
export function changeStoredCustomer(
  deps: CustomerDeps,
  operation: Operation,
  target: CustomerTarget,
  decide: (
    customer: Customer,
    unit: CustomerUnit,
  ) => CustomerChange | Refusal | Promise<CustomerChange | Refusal>,
): Promise<Outcome> {
  const { name, request } = operation;
  return carryOut(deps, operation, async (unit) => {
    const mayChange = request.isStaff || request.customerId === target.id;
    const before = mayChange ? await unit.lock(target.id) : undefined;
    if (before === undefined) return refused('NOT_FOUND', 'There is no such customer.', target.idField);
    const stale = staleVersion(target.expectedVersion, before.version);
    if (stale !== undefined) return stale;
    const change = await decide(before, unit);
    if (change.kind !== 'changed') return change;
    if (change.customer !== before) {
      await unit.save(before, change.customer);
      await enqueue(unit.queryable, customerChanged(before, change.customer, request));
      const { actor, correlationId } = request;
      if (request.isStaff)
        await unit.audit({ actor, action: name, entity: `customer:${before.id}`, correlationId });
    }
    return { kind: 'done', id: before.id };
  });
}
