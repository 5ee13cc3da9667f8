import { operationFromDocument } from '@apollo/federation-internals';
import type { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { separateOperations } from 'graphql';
import type { DocumentNode } from 'graphql';
import { documentToPlan } from './document-to-plan';
import { histogram } from '@agora/platform/metrics';

const planning = histogram({
  name: 'gateway_plan_duration_seconds',
  help: 'Time to plan one operation, once per operation that is kept',
});

/** Plans operations over one version of a supergraph. Remembers nothing. */
export class OperationPlanner {
  private readonly planner: QueryPlanner;
  private readonly apiSchema: ReturnType<Supergraph['apiSchema']>;

  constructor(supergraph: Supergraph) {
    this.apiSchema = supergraph.apiSchema();
    this.planner = new QueryPlanner(supergraph, { incrementalDelivery: { enableDefer: true } });
  }

  /**
   * Fragments of other operations are left aside: the planner takes them for wrong when they use variables that are not this one's.
   * @param document Every @defer in it holds, and is planned as a part of its own.
   * @throws GraphQLError for an operation that cannot be planned.
   */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan {
    const own = separateOperations(document)[operationName ?? ''] ?? document;
    const operation = operationFromDocument(this.apiSchema, documentToPlan(own));
    const endPlanning = planning.startTimer();
    const plan = this.planner.buildQueryPlan(operation);
    endPlanning();
    return plan;
  }
}
