import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { CustomerContext } from '../context';
import { presentSegment } from './present';
import { Customer, CustomerAddress, CustomerConnection, CustomerSegment } from './types/customer.type';

/** Fields of a customer that come from other tables. A customer object is only ever given to who may see it. */
@Resolver(() => Customer)
export class CustomerFields {
  @FieldResolver(() => [CustomerAddress], { description: 'The address book, oldest first; at most 50.' })
  addresses(
    @Root() customer: Customer,
    @Ctx() { loaders }: CustomerContext,
  ): Promise<readonly CustomerAddress[]> {
    return loaders.addressesOfCustomer.load(customer.id);
  }

  @FieldResolver(() => [CustomerSegment], { description: 'The segments the customer is in, by code.' })
  async segments(
    @Root() customer: Customer,
    @Ctx() { loaders, viewer }: CustomerContext,
  ): Promise<CustomerSegment[]> {
    return (await loaders.segmentsOfCustomer.load(customer.id)).map((segment) =>
      presentSegment(segment, viewer),
    );
  }
}

@Resolver(() => CustomerConnection)
export class CustomerConnectionFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are on all pages. Counted only when asked for.',
  })
  totalCount(@Root() connection: CustomerConnection): Promise<number> {
    return connection.countAll();
  }
}
