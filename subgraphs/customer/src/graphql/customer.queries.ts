import { Arg, Args, Ctx, Directive, ID, Query, Resolver } from 'type-graphql';
import { badInput } from '@agora/platform/errors';
import { readPage } from '@agora/platform/paging';
import type { CustomerQuery, CustomerReader } from '../application/reading';
import type { CustomerContext } from '../context';
import { CustomerListArgs } from './inputs/customer-list.args';
import type { CustomerFilter } from './inputs/customer-list.args';
import { presentCustomers, presentSegment } from './present';
import { Customer, CustomerConnection, CustomerSegment } from './types/customer.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';
const MAX_TEXT = 200;

/** Root queries. Somebody else's customer answers like one that does not exist. */
@Resolver()
export class CustomerQueries {
  constructor(private readonly reader: CustomerReader) {}

  @Query(() => Customer, { nullable: true, description: 'Who asks; null for guests and staff.' })
  async me(@Ctx() { viewer, loaders }: CustomerContext): Promise<Customer | null> {
    return viewer.customerId === null ? null : loaders.customerById.load(viewer.customerId);
  }

  @Query(() => Customer, {
    nullable: true,
    description: 'One customer, for that person and staff; null when there is none for this viewer.',
  })
  customer(
    @Arg('id', () => ID, { description: 'The customer.' }) id: string,
    @Ctx() { loaders }: CustomerContext,
  ): Promise<Customer | null> {
    return loaders.customerById.load(id);
  }

  @Directive(STAFF)
  @Query(() => CustomerConnection, {
    nullable: true,
    description: 'Customers, newest first, a page at a time. Staff only.',
  })
  async customers(@Args(() => CustomerListArgs) args: CustomerListArgs): Promise<CustomerConnection> {
    const page = readPage(args);
    const query = readQuery(args.filter ?? {});
    return presentCustomers(await this.reader.customerPage(query, page), page, () =>
      this.reader.countCustomers(query),
    );
  }

  @Directive(STAFF)
  @Query(() => [CustomerSegment], {
    nullable: true,
    description: 'All segments there are, by code. Staff only.',
  })
  async customerSegments(@Ctx() { viewer }: CustomerContext): Promise<CustomerSegment[]> {
    return (await this.reader.segments()).map((segment) => presentSegment(segment, viewer));
  }
}

function readQuery(filter: CustomerFilter): CustomerQuery {
  if ((filter.query?.length ?? 0) > MAX_TEXT)
    throw badInput('filter.query', 'must have at most 200 characters');
  return {
    text: filter.query ?? undefined,
    segment: filter.segment ?? undefined,
    createdFrom: filter.createdAt?.from ?? undefined,
    createdTo: filter.createdAt?.to ?? undefined,
  };
}
