import { removeAddress } from '../domain/change-customer';
import { changeStoredCustomer } from './change-customer';
import type { Outcome } from './outcome';
import type { ChangeRequest, CustomerDeps } from './ports';

/** Which address of whom. */
export interface DeleteAddress {
  readonly customerId: string;
  readonly addressId: string;
}

/** Takes an address out of the book, by the customer or staff. Refused: unknown customer or address. */
export function deleteAddress(
  deps: CustomerDeps,
  command: DeleteAddress,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'customerAddressDelete', input: command, request };
  return changeStoredCustomer(
    deps,
    operation,
    { id: command.customerId, idField: 'customerId' },
    (customer) => removeAddress(customer, command.addressId, deps.clock.now()),
  );
}
