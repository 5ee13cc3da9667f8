import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { deleteAddress } from '../application/delete-address';
import type { CustomerDeps } from '../application/ports';
import type { CustomerReader } from '../application/reading';
import { upsertAddress } from '../application/upsert-address';
import type { CustomerContext } from '../context';
import { CustomerAddressDeleteInput, CustomerAddressUpsertInput } from './inputs/customer-write.input';
import { presentOutcome } from './present-outcome';
import { readAddress, readRequest } from './read-change';
import { CustomerPayload } from './types/customer.type';

/** Changes of a customer's address book. */
@Resolver()
export class AddressMutations {
  constructor(
    private readonly deps: CustomerDeps,
    private readonly reader: CustomerReader,
  ) {}

  @Directive('@authenticated')
  @Mutation(() => CustomerPayload, { description: 'Adds or replaces an address, by the customer or staff.' })
  async customerAddressUpsert(
    @Arg('input', () => CustomerAddressUpsertInput, { description: 'The customer and the address.' })
    input: CustomerAddressUpsertInput,
    @Ctx() context: CustomerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    const command = {
      customerId: input.customerId,
      id: input.id ?? undefined,
      address: readAddress(input.address),
      isDefaultShipping: input.isDefaultShipping ?? undefined,
      isDefaultBilling: input.isDefaultBilling ?? undefined,
    };
    const outcome = await upsertAddress(this.deps, command, readRequest(context, info));
    return presentOutcome(outcome, context, this.reader, input.customerId);
  }

  @Directive('@authenticated')
  @Mutation(() => CustomerPayload, {
    description: 'Takes an address out of the book, by the customer or staff.',
  })
  async customerAddressDelete(
    @Arg('input', () => CustomerAddressDeleteInput, { description: 'The customer and the address.' })
    input: CustomerAddressDeleteInput,
    @Ctx() context: CustomerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    const command = { customerId: input.customerId, addressId: input.id };
    const outcome = await deleteAddress(this.deps, command, readRequest(context, info));
    return presentOutcome(outcome, context, this.reader, input.customerId);
  }
}
