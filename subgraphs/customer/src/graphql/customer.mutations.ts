import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { createCustomer } from '../application/create-customer';
import type { CustomerDeps } from '../application/ports';
import type { CustomerReader } from '../application/reading';
import { updateCustomer } from '../application/update-customer';
import type { CustomerContext } from '../context';
import { CustomerCreateInput, CustomerUpdateInput } from './inputs/customer-write.input';
import { presentOutcome } from './present-outcome';
import { readRequest } from './read-change';
import { CustomerPayload } from './types/customer.type';

/** Changes of the customer itself. */
@Resolver()
export class CustomerMutations {
  constructor(
    private readonly deps: CustomerDeps,
    private readonly reader: CustomerReader,
  ) {}

  @Directive('@requiresScopes(scopes: [["support"], ["admin"], ["service"]])')
  @Mutation(() => CustomerPayload, {
    description: 'Registers a customer, for instance after a first sign-in. Staff and services only.',
  })
  async customerCreate(
    @Arg('input', () => CustomerCreateInput, { description: 'The new customer.' }) input: CustomerCreateInput,
    @Ctx() context: CustomerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    const draft = {
      email: input.email,
      firstName: input.firstName ?? null,
      lastName: input.lastName ?? null,
    };
    const outcome = await createCustomer(this.deps, draft, readRequest(context, info, input.idempotencyKey));
    return presentOutcome(outcome, context, this.reader);
  }

  @Directive('@authenticated')
  @Mutation(() => CustomerPayload, {
    description: 'Changes the given fields of a customer, by that person or staff.',
  })
  async customerUpdate(
    @Arg('input', () => CustomerUpdateInput, { description: 'The customer and the new values.' })
    input: CustomerUpdateInput,
    @Ctx() context: CustomerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    const { id, firstName, lastName } = input;
    const fields = { email: input.email ?? undefined, firstName, lastName };
    const command = { id, fields, expectedVersion: input.expectedVersion ?? undefined };
    return presentOutcome(
      await updateCustomer(this.deps, command, readRequest(context, info)),
      context,
      this.reader,
      id,
    );
  }
}
