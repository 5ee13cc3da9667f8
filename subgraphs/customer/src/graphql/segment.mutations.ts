import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import { assignSegment, removeSegment } from '../application/customer-segments';
import type { CustomerDeps } from '../application/ports';
import type { CustomerReader } from '../application/reading';
import type { CustomerContext } from '../context';
import { CustomerSegmentAssignInput, CustomerSegmentRemoveInput } from './inputs/customer-write.input';
import { presentOutcome } from './present-outcome';
import { readRequest } from './read-change';
import { CustomerPayload } from './types/customer.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Changes of a customer's segments, by staff. */
@Resolver()
export class SegmentMutations {
  constructor(
    private readonly deps: CustomerDeps,
    private readonly reader: CustomerReader,
  ) {}

  @Directive(STAFF)
  @Mutation(() => CustomerPayload, {
    description: 'Puts a customer into a segment. Assigning twice changes nothing. Staff only.',
  })
  async customerSegmentAssign(
    @Arg('input', () => CustomerSegmentAssignInput, { description: 'The customer and the segment.' })
    input: CustomerSegmentAssignInput,
    @Ctx() context: CustomerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    const { customerId, segment } = input;
    const outcome = await assignSegment(this.deps, { customerId, segment }, readRequest(context, info));
    return presentOutcome(outcome, context, this.reader, customerId);
  }

  @Directive(STAFF)
  @Mutation(() => CustomerPayload, {
    description: 'Takes a customer out of a segment. Removing twice changes nothing. Staff only.',
  })
  async customerSegmentRemove(
    @Arg('input', () => CustomerSegmentRemoveInput, { description: 'The customer and the segment.' })
    input: CustomerSegmentRemoveInput,
    @Ctx() context: CustomerContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CustomerPayload> {
    const { customerId, segment } = input;
    const outcome = await removeSegment(this.deps, { customerId, segment }, readRequest(context, info));
    return presentOutcome(outcome, context, this.reader, customerId);
  }
}
