import { newId } from '@agora/platform/ids';
import { upsertAddress as upserted } from '../domain/change-customer';
import type { AddressFields } from '../domain/change-customer';
import { changeStoredCustomer } from './change-customer';
import type { Outcome } from './outcome';
import type { ChangeRequest, CustomerDeps } from './ports';

/** The address to add, or to put in the place of another. */
export interface UpsertAddress extends AddressFields {
  readonly customerId: string;
}

/** Adds or replaces an address, by the customer or staff. Refused: unknown customer or address, broken rules, a full book. */
export function upsertAddress(
  deps: CustomerDeps,
  command: UpsertAddress,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'customerAddressUpsert', input: command, request };
  return changeStoredCustomer(
    deps,
    operation,
    { id: command.customerId, idField: 'customerId' },
    (customer) => upserted(customer, command, { newId: newId(), now: deps.clock.now() }),
  );
}
