import { buildOperationContext } from '@apollo/gateway';
import { operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { GraphQLError, Kind, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { responseNameOf } from './collect-fields';
import type { Fragments } from './collect-fields';
import { inlineFragments } from './inline-fragments';
import type { LiveField } from './live-field';
import { normaliseSubscription } from './normalise-subscription';
import { rewritePrimary, rootFieldOf } from './trigger-rewrite';
import type { EntityRequest } from './trigger-rewrite';

/** What a document is, worked out once per text and supergraph. */
export type Compiled =
  | CompiledSubscription
  /** A query or mutation: somebody else runs it. */
  | { readonly kind: 'operation'; readonly document: DocumentNode }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

/** A subscription that can be opened, for any variables. */
export interface CompiledSubscription {
  readonly kind: 'subscription';
  readonly source: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly operationContext: ReturnType<typeof buildOperationContext>;
  readonly field: LiveField;
  /** Response name of the subscription field. */
  readonly rootKey: string;
  /** The subscription field as the planner wrote it: arguments and envelope selection. */
  readonly root: FieldNode;
  /** The plan's first fetch; its answer is the entity as read from the owner. */
  readonly primary: FetchNode;
  /** The plan in a form the gateway's plan executor takes. */
  readonly plan: QueryPlan;
  readonly request: EntityRequest;
  /** Equal for documents that differ in layout only, and for any `afterVersion`. */
  readonly operationHash: string;
  /** Names of the variables the answer depends on. */
  readonly sharedVariables: readonly string[];
}

export interface CompileWith {
  readonly apiSchema: GraphQLSchema;
  readonly api: Schema;
  readonly planner: QueryPlanner;
  readonly liveFields: ReadonlyMap<string, LiveField>;
}

const MAX_TOKENS = 5_000;

/** Parses, validates and plans a document. Whatever is wrong with it is in the answer; it never throws. */
export function compile(source: string, operationName: string | undefined, using: CompileWith): Compiled {
  try {
    const document = parse(source, { maxTokens: MAX_TOKENS });
    const operation = getOperationAST(document, operationName);
    if (operation == null)
      return refused('Unknown operation: name one of the document', 'OPERATION_RESOLUTION_FAILURE');
    if (operation.operation !== 'subscription') return { kind: 'operation', document };
    const problems = validate(using.apiSchema, document);
    if (problems.length > 0) return { kind: 'invalid', errors: problems.map(asValidationError) };
    return compileSubscription({ source, operationName, document, operation }, using);
  } catch (error) {
    // validate() itself throws for a root field under a variable @include (graphql-js 16), parse() for bad syntax.
    return { kind: 'invalid', errors: [asValidationError(error)] };
  }
}

interface Parsed {
  readonly source: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

function compileSubscription(parsed: Parsed, using: CompileWith): Compiled {
  const { document, operation, operationName } = parsed;
  const planned = planOf(parsed, using);
  const primary = planned === undefined ? undefined : inlineFragments(parse(planned.primary.operation));
  const root = primary === undefined ? undefined : rootFieldOf(primary);
  const field = root === undefined ? undefined : using.liveFields.get(root.name.value);
  if (planned === undefined || primary === undefined || root === undefined || field === undefined)
    return refused('This subscription is not served live', 'SUBSCRIPTION_NOT_PLANNABLE');
  const normal = normaliseSubscription(document, operation, { schema: using.apiSchema, field });
  return {
    kind: 'subscription',
    ...parsed,
    fragments: fragmentsIn(document),
    operationContext: buildOperationContext({
      schema: using.apiSchema,
      operationDocument: document,
      ...(operationName === undefined ? {} : { operationName }),
    }),
    field,
    rootKey: responseNameOf(root),
    root,
    primary: planned.primary,
    plan: planned.plan,
    request: rewritePrimary(primary, root, field),
    operationHash: normal.hash,
    sharedVariables: normal.variables,
  };
}

function planOf(
  { document, operationName }: Parsed,
  using: CompileWith,
): { readonly primary: FetchNode; readonly plan: QueryPlan } | undefined {
  let node;
  try {
    const options = operationName === undefined ? {} : { operationName };
    node = using.planner.buildQueryPlan(operationFromDocument(using.api, document, options)).node;
  } catch {
    return undefined;
  }
  if (node?.kind !== 'Subscription') return undefined;
  // The plan executor refuses a Subscription node but runs the two parts of it one after the other.
  const parts: PlanNode = node.rest === undefined ? node.primary : sequence(node.primary, node.rest);
  return { primary: node.primary, plan: { kind: 'QueryPlan', node: parts } };
}

function sequence(...nodes: PlanNode[]): PlanNode {
  return { kind: 'Sequence', nodes };
}

function fragmentsIn(document: DocumentNode): Fragments {
  return Object.fromEntries(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
}

function refused(message: string, code: string): Compiled {
  return { kind: 'invalid', errors: [new GraphQLError(message, { extensions: { code } })] };
}

function asValidationError(error: unknown): GraphQLError {
  const known = error instanceof GraphQLError ? error : new GraphQLError((error as Error).message);
  const isSyntax = known.message.startsWith('Syntax Error');
  return new GraphQLError(known.message, {
    ...(known.nodes === undefined ? {} : { nodes: known.nodes }),
    ...(known.source === undefined ? {} : { source: known.source }),
    ...(known.positions === undefined ? {} : { positions: known.positions }),
    extensions: { code: isSyntax ? 'GRAPHQL_PARSE_FAILED' : 'GRAPHQL_VALIDATION_FAILED' },
  });
}
