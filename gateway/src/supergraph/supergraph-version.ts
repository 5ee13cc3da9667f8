import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import type { GraphQLSchema } from 'graphql';
import { assertPolicyMatches, parseAuthPolicy } from '../auth/auth-policy';
import type { AuthPolicy } from '../auth/auth-policy';
import { declaredPolicy } from '../auth/declared-policy';
import { contextualArguments } from './contextual-arguments';
import { readLiveFields } from '../live/live-directive';
import { requiredFields } from './required-fields';

/** One checked version of what the gateway serves. Immutable. */
export interface SupergraphVersion {
  /** The first 12 hex digits of the SDL's SHA-256: the same file has the same id everywhere. */
  readonly id: string;
  readonly sdl: string;
  /** What clients see of it. */
  readonly apiSchema: GraphQLSchema;
  readonly policy: AuthPolicy;
  readonly subgraphs: readonly { readonly name: string; readonly routingUrl: string }[];
}

export interface SupergraphFiles {
  readonly supergraphPath: string;
  readonly authPolicyPath: string;
}

/** @throws Error when a file is missing or {@link checkSupergraph} refuses it. */
export async function readSupergraph(files: SupergraphFiles): Promise<SupergraphVersion> {
  const [sdl, policy] = await Promise.all([
    readFile(files.supergraphPath, 'utf8'),
    readFile(files.authPolicyPath, 'utf8'),
  ]);
  return checkSupergraph(sdl, policy);
}

/**
 * Proves that a supergraph can be served: it parses, validates, has an API schema, the policy file says the same as
 * its auth directives, its live fields can be streamed, no argument comes from a context, and no field is required with different
 * arguments.
 * @throws Error with the reason; nothing has been changed then.
 */
export function checkSupergraph(sdl: string, authPolicyJson: string): SupergraphVersion {
  const policy = parseAuthPolicy(authPolicyJson);
  const contextual = contextualArguments(sdl);
  if (contextual.length > 0) throw new Error(`The supergraph cannot be served: ${contextual.join('; ')}`);
  assertPolicyMatches(policy, declaredPolicy(sdl));
  const supergraph = Supergraph.build(sdl, { validateSupergraph: true });
  const apiSchema = supergraph.apiSchema().toGraphQLJSSchema();
  const schema = supergraph.schema.toGraphQLJSSchema();
  readLiveFields(sdl, schema);
  const { conflicts } = requiredFields(schema);
  if (conflicts.length > 0)
    throw new Error(`Fields are required with different arguments: ${conflicts.join('; ')}`);
  return {
    id: createHash('sha256').update(sdl).digest('hex').slice(0, 12),
    sdl,
    apiSchema,
    policy,
    subgraphs: [...supergraph.subgraphsMetadata()].map(({ name, url }) => ({ name, routingUrl: url })),
  };
}
