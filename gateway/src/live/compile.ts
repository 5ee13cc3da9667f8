import { operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import type { FetchNode, PlanNode, QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { GraphQLError, Kind, getOperationAST, parse, specifiedRules, validate } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { deferRule } from '../execution/defer/defer-directive';
import { PlannedOperation } from '../execution/planning/planned-operation';
import type { PlanSchemas } from '../execution/planning/planned-operation';
import { responseNameOf } from './collect-fields';
import type { Fragments } from './collect-fields';
import { inlineFragments } from './inline-fragments';
import type { LiveField } from './live-field';
import { normaliseSubscription } from './normalise-subscription';
import type { SharedField } from './shared-fields';
import { rewritePrimary, rootFieldOf } from './trigger-rewrite';
import type { EntityRequest } from './trigger-rewrite';
import { upstreamOf } from './upstream-operation';
import type { UpstreamOperation } from './upstream-operation';

/** What a document is, worked out once per text and supergraph. */
export type Compiled =
  | CompiledSubscription
  /** A query or mutation: somebody else runs it. */
  | { readonly kind: 'operation'; readonly document: DocumentNode }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

/** A subscription that can be opened, for any variables. */
export type CompiledSubscription = CompiledTrigger | CompiledStream;

/** A field that is answered by reading its entity again. */
export interface CompiledTrigger extends PlannedSubscription {
  readonly feed: 'trigger';
  readonly field: LiveField;
  readonly request: EntityRequest;
}

/** A field whose messages come from its owner. */
export interface CompiledStream extends PlannedSubscription {
  readonly feed: 'stream';
  /** Undefined for a field that is not declared to be the same for everybody. */
  readonly shared: SharedField | undefined;
  readonly upstream: UpstreamOperation;
}

/** What both have in common: the plan. */
export interface PlannedSubscription {
  readonly kind: 'subscription';
  readonly source: string;
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** Response name of the subscription field. */
  readonly rootKey: string;
  /** The subscription field as the planner wrote it: arguments and envelope selection. */
  readonly root: FieldNode;
  /** The plan's first fetch; its answer comes from the owner, one way or the other. */
  readonly primary: FetchNode;
  /** The whole plan, that fetch included. */
  readonly planned: PlannedOperation;
  /** Equal for documents that differ in layout only, and for any `afterVersion`. */
  readonly operationHash: string;
  /** Names of the variables the answer depends on. */
  readonly sharedVariables: readonly string[];
}

export interface CompileWith {
  readonly apiSchema: GraphQLSchema;
  readonly api: Schema;
  readonly planner: QueryPlanner;
  readonly schemas: PlanSchemas;
  readonly liveFields: ReadonlyMap<string, LiveField>;
  readonly sharedFields: ReadonlyMap<string, SharedField>;
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
    const problems = validate(using.apiSchema, document, [...specifiedRules, deferRule]);
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
  const { document, operation } = parsed;
  const planned = planOf(parsed, using);
  const primary = planned === undefined ? undefined : inlineFragments(parse(planned.primary.operation));
  const root = primary === undefined ? undefined : rootFieldOf(primary);
  if (planned === undefined || primary === undefined || root === undefined)
    return refused('This subscription cannot be planned over the subgraphs', 'SUBSCRIPTION_NOT_PLANNABLE');
  const field = using.liveFields.get(root.name.value);
  const resume =
    field?.resumeArgument === undefined ? undefined : { field: field.name, argument: field.resumeArgument };
  const normal = normaliseSubscription(document, operation, { schema: using.apiSchema, resume });
  const subscription: PlannedSubscription = {
    kind: 'subscription',
    ...parsed,
    fragments: fragmentsIn(document),
    rootKey: responseNameOf(root),
    root,
    primary: planned.primary,
    planned: new PlannedOperation(using.schemas, { document, operation, plan: planned.plan }),
    operationHash: normal.hash,
    sharedVariables: normal.variables,
  };
  if (field !== undefined)
    return { ...subscription, feed: 'trigger', field, request: rewritePrimary(primary, root, field) };
  const shared = using.sharedFields.get(root.name.value);
  return { ...subscription, feed: 'stream', shared, upstream: upstreamOf(planned.primary, primary, shared) };
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
