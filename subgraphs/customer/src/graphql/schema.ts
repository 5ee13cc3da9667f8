import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { CustomerDeps } from '../application/ports';
import type { CustomerReader } from '../application/reading';
import { AddressMutations } from './address.mutations';
import { CustomerConnectionFields, CustomerFields } from './customer.fields';
import { CustomerMutations } from './customer.mutations';
import { CustomerQueries } from './customer.queries';
import { customerReferences } from './references';
import { SegmentMutations } from './segment.mutations';

/** The customer subgraph's part of the supergraph. */
export function buildCustomerSchema(deps: CustomerDeps, reader: CustomerReader): Promise<SubgraphSchema> {
  const instances = new Map<unknown, object>([
    [CustomerQueries, new CustomerQueries(reader)],
    [CustomerFields, new CustomerFields()],
    [CustomerConnectionFields, new CustomerConnectionFields()],
    [CustomerMutations, new CustomerMutations(deps, reader)],
    [AddressMutations, new AddressMutations(deps, reader)],
    [SegmentMutations, new SegmentMutations(deps, reader)],
  ]);
  return buildSubgraph({
    resolvers: [
      CustomerQueries,
      CustomerFields,
      CustomerConnectionFields,
      CustomerMutations,
      AddressMutations,
      SegmentMutations,
    ],
    orphanedTypes: [BasicUserError, VersionConflictError],
    instances,
    references: { Customer: customerReferences },
  });
}
