import { changeCustomer } from '../domain/change-customer';
import type { CustomerFields } from '../domain/change-customer';
import { changeStoredCustomer } from './change-customer';
import type { Outcome } from './outcome';
import type { ChangeRequest, CustomerDeps } from './ports';

/** Which fields of which customer to change. */
export interface UpdateCustomer {
  readonly id: string;
  readonly fields: CustomerFields;
  readonly expectedVersion: number | undefined;
}

/** Changes name or e-mail address, by the customer or staff. Refused: unknown customer, a taken address, a stale version. */
export function updateCustomer(
  deps: CustomerDeps,
  command: UpdateCustomer,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'customerUpdate', input: command, request };
  return changeStoredCustomer(deps, operation, { ...command, idField: 'id' }, (customer) =>
    changeCustomer(customer, command.fields, deps.clock.now()),
  );
}
