// What the gateway would do for an operation, without doing it: the same planner and the same compiler, nothing is asked.
import { Supergraph } from '@apollo/federation-internals';
import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  Source,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { sha256 } from '../documents/sha256';
import { OperationPlanner } from '../execution/planning/operation-planner';
import { PlannedOperations } from '../execution/planning/planned-operations';
import { explanationOf } from './explanation-of';
import type { Explanation } from './explanation';

/** What is to be explained. */
export interface ExplainOptions {
  readonly supergraphSdl: string;
  readonly document: string;
  /** What problems call the document by, e.g. the name of its file. */
  readonly documentName: string;
  /** Needed when the document has several. */
  readonly operationName: string | undefined;
  /** Undefined: not known, so they are not checked; then @skip and @include go by defaults, else by `false`. */
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

export type Explained =
  | { readonly kind: 'explained'; readonly explanation: Explanation }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/**
 * Plans and compiles one operation. Whatever the gateway would refuse before it asks a subgraph is refused with the
 * same words and the place in the document; limits and the auth policy are not applied.
 * @throws GraphQLError for a supergraph that is none.
 */
export function explainOperation(options: ExplainOptions): Explained {
  const supergraph = Supergraph.build(options.supergraphSdl);
  const schemas = {
    api: supergraph.apiSchema().toGraphQLJSSchema(),
    supergraph: supergraph.schema.toGraphQLJSSchema(),
  };
  try {
    const { document, operation } = readOperation(schemas.api, options);
    const { variables = {} } = options;
    const documentHash = sha256(options.document);
    const prepared = new PlannedOperations(new OperationPlanner(supergraph), schemas).prepare({
      ...{ document, operation, documentHash, variables },
    });
    return { kind: 'explained', explanation: explanationOf(schemas.api, operation, prepared) };
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', problems: error.problems };
    if (error instanceof GraphQLError) return { kind: 'refused', problems: [String(error)] };
    throw error;
  }
}

class Refusal extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

interface ReadOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

function readOperation(schema: GraphQLSchema, options: ExplainOptions): ReadOperation {
  const document = parse(new Source(options.document, options.documentName));
  const problems = validate(schema, document);
  if (problems.length > 0) throw new Refusal(problems.map(String));
  const operation = chosen(document, options.operationName);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw new Refusal(['A subscription has no program of its own: docs/live.md tells how it is served.']);
  if (options.variables !== undefined) {
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], options.variables);
    if (errors !== undefined) throw new Refusal(errors.map(String));
  }
  return { document, operation };
}

function chosen(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const found = getOperationAST(document, name);
  if (found != null) return found;
  const names = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION && one.name !== undefined ? [one.name.value] : [],
  );
  const there = names.length === 0 ? 'The document names none.' : `The document has ${names.join(', ')}.`;
  throw new Refusal([
    name === undefined ? `Which operation? ${there}` : `There is no operation "${name}". ${there}`,
  ]);
}
