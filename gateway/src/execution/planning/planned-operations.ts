import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { withoutDefer } from '../defer/defer-directive';
import type { OperationPlanner } from './operation-planner';
import { PlannedOperation } from './planned-operation';
import type { PlanSchemas, PreparedOperation } from './planned-operation';

/** What is to be prepared. */
export interface OperationToPlan {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Equal for equal documents only. */
  readonly documentHash: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface KnownOperation {
  readonly wanted: Omit<OperationToPlan, 'variables'>;
  readonly planned: PlannedOperation;
}

const MOST_OPERATIONS = 1_000;

/** Plans of a supergraph's operations and what they are compiled to: each made once, while it is asked for at all. */
export class PlannedOperations {
  private readonly operations = new LRUCache<string, KnownOperation>({ max: MOST_OPERATIONS });

  constructor(
    private readonly planner: OperationPlanner,
    private readonly schemas: PlanSchemas,
  ) {}

  /**
   * For an answer in one piece. Synchronous, so that an operation that many ask for at once is planned once.
   * @throws GraphQLError for an operation that cannot be planned.
   */
  prepare(wanted: OperationToPlan): PreparedOperation {
    return this.planned(wanted).prepare(wanted.variables);
  }

  /** What is kept, the most recently used first; without the values of variables. */
  inUse(): readonly OperationToPlan[] {
    return [...this.operations.values()].map(({ wanted }) => ({ ...wanted, variables: {} }));
  }

  private planned({ document, operation, documentHash }: OperationToPlan): PlannedOperation {
    const key = `${documentHash} ${operation.name?.value ?? ''}`;
    const known = this.operations.get(key);
    if (known !== undefined) return known.planned;
    // Whoever reads answers in one piece gets all of them.
    const plan = this.planner.plan(withoutDefer(document), operation.name?.value);
    const planned = new PlannedOperation(this.schemas, { document, operation, plan });
    this.operations.set(key, { wanted: { document, operation, documentHash }, planned });
    return planned;
  }
}
