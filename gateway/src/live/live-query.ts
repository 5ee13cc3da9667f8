import { createHash } from 'node:crypto';
import { GraphQLError, getArgumentValues, getVariableValues } from 'graphql';
import type { CompiledSubscription, CompiledTrigger } from './compile';
import { layoutEnvelope } from './envelope';
import type { EnvelopeLayout } from './envelope';
import type { LiveRuntime } from './live-runtime';
import { streamQueryOf } from './stream-query';
import type { StreamQuery } from './stream-query';

/** A compiled subscription with its variables: everything a group needs to read and to write frames. */
export type SubscriptionQuery = LiveQuery | StreamQuery;

/** One that is answered by reading an entity again. */
export interface LiveQuery {
  readonly feed: 'trigger';
  readonly runtime: LiveRuntime;
  readonly compiled: CompiledTrigger;
  /** As sent: subgraphs apply the defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly layout: EnvelopeLayout;
  /** Channel of the entity's pokes. */
  readonly channel: string;
  readonly representation: Readonly<Record<string, unknown>>;
  /** Equal for queries that have the same answer for the same viewer. */
  readonly key: string;
}

export type BoundQuery =
  | { readonly kind: 'bound'; readonly query: SubscriptionQuery; readonly resumeFrom: number | undefined }
  | { readonly kind: 'invalid'; readonly errors: readonly GraphQLError[] };

/** Applies a client's variables. Missing and ill-typed ones are in the answer; it never throws. */
export function bindQuery(
  runtime: LiveRuntime,
  compiled: CompiledSubscription,
  variables: Readonly<Record<string, unknown>>,
): BoundQuery {
  const definitions = compiled.operation.variableDefinitions ?? [];
  const values = getVariableValues(runtime.apiSchema, definitions, variables, { maxErrors: 10 });
  if (values.coerced === undefined) return { kind: 'invalid', errors: values.errors.map(asBadInput) };
  const { coerced } = values;
  const key = `${runtime.id}|${compiled.operationHash}|${hashOf(compiled, coerced)}`;
  const given = { variables, coerced, key };
  if (compiled.feed === 'trigger') return bindTrigger(runtime, compiled, given);
  return { kind: 'bound', resumeFrom: undefined, query: streamQueryOf(runtime, compiled, given) };
}

interface GivenVariables {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly coerced: Readonly<Record<string, unknown>>;
  readonly key: string;
}

function bindTrigger(
  runtime: LiveRuntime,
  compiled: CompiledTrigger,
  { variables, coerced, key }: GivenVariables,
): BoundQuery {
  const { field, root } = compiled;
  const definition = runtime.apiSchema.getSubscriptionType()?.getFields()[field.name];
  // Arguments are read from coerced values, so that an ID sent as 7 and one sent as "7" are the same entity.
  const given = definition === undefined ? {} : getArgumentValues(definition, root, { ...coerced });
  const resumeFrom = field.resumeArgument === undefined ? undefined : given[field.resumeArgument];
  return {
    kind: 'bound',
    resumeFrom: typeof resumeFrom === 'number' ? resumeFrom : undefined,
    query: {
      feed: 'trigger',
      runtime,
      compiled,
      variables,
      layout: layoutEnvelope(compiled, coerced),
      channel: field.channel.replace(/\{([^{}]*)\}/g, (_, name: string) => String(given[name])),
      representation: { __typename: field.entityType, [field.key]: given[field.keyArgument] },
      key,
    },
  };
}

/** The code Apollo Server gives the same fault over HTTP. */
function asBadInput(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
}

function hashOf(compiled: CompiledSubscription, coerced: Readonly<Record<string, unknown>>): string {
  const shared = compiled.sharedVariables.map((name) => [name, coerced[name]]);
  return createHash('sha256').update(JSON.stringify(shared, sortedKeys)).digest('base64url');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
