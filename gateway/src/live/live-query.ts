import { createHash } from 'node:crypto';
import { GraphQLError, getArgumentValues, getVariableValues } from 'graphql';
import type { CompiledSubscription } from './compile';
import { layoutEnvelope } from './envelope';
import type { EnvelopeLayout } from './envelope';
import type { LiveRuntime } from './live-runtime';

/** A compiled subscription with its variables: everything a group needs to read and to write frames. */
export interface LiveQuery {
  readonly runtime: LiveRuntime;
  readonly compiled: CompiledSubscription;
  /** As sent. The plan executor applies defaults itself. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly layout: EnvelopeLayout;
  /** Channel of the entity's pokes. */
  readonly channel: string;
  readonly representation: Readonly<Record<string, unknown>>;
  /** Equal for queries that have the same answer for the same viewer. */
  readonly key: string;
}

export type BoundQuery =
  | { readonly kind: 'bound'; readonly query: LiveQuery; readonly resumeFrom: number | undefined }
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
  const { field, root } = compiled;
  const definition = runtime.apiSchema.getSubscriptionType()?.getFields()[field.name];
  // Arguments are read from coerced values, so that an ID sent as 7 and one sent as "7" are the same entity.
  const given = definition === undefined ? {} : getArgumentValues(definition, root, coerced);
  const resumeFrom = field.resumeArgument === undefined ? undefined : given[field.resumeArgument];
  return {
    kind: 'bound',
    resumeFrom: typeof resumeFrom === 'number' ? resumeFrom : undefined,
    query: {
      runtime,
      compiled,
      variables,
      layout: layoutEnvelope(compiled, coerced),
      channel: field.channel.replace(/\{([^{}]*)\}/g, (_, name: string) => String(given[name])),
      representation: { __typename: field.entityType, [field.key]: given[field.keyArgument] },
      key: `${runtime.id}|${compiled.operationHash}|${hashOf(compiled, coerced)}`,
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
