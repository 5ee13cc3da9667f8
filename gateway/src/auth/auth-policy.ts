import { z } from 'zod';

/**
 * What a viewer must be to select a field. `requiresScopes` is a list of alternatives, each a list of scopes that
 * are all needed; a role counts as a scope. Either part implies a signed-in viewer.
 */
export interface FieldPolicy {
  readonly authenticated?: true | undefined;
  readonly requiresScopes?: readonly (readonly string[])[] | undefined;
}

/** `Type.field` → what it asks for. A field without an entry is open. */
export type AuthPolicy = Readonly<Record<string, FieldPolicy>>;

const fieldPolicy = z
  .strictObject({
    authenticated: z.literal(true).optional(),
    requiresScopes: z
      .array(z.array(z.string().min(1)).min(1))
      .min(1)
      .optional(),
  })
  .refine(
    (entry) => entry.authenticated !== undefined || entry.requiresScopes !== undefined,
    'asks for nothing',
  );

const policySchema = z.record(z.string().regex(/^\w+\.\w+$/, 'a key is Type.field'), fieldPolicy);

/**
 * Reads `gateway/auth-policy.json`.
 * @throws Error when it is not JSON of that form: a gateway without its policy must not start.
 */
export function parseAuthPolicy(text: string): AuthPolicy {
  const result = policySchema.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`auth-policy.json is not usable:\n${lines.join('\n')}`);
}

/**
 * Proves that the policy says the same as the supergraph's auth directives, so that the two files cannot drift.
 * @throws Error that names every field on which they differ.
 */
export function assertPolicyMatches(policy: AuthPolicy, declared: AuthPolicy): void {
  const names = [...new Set([...Object.keys(policy), ...Object.keys(declared)])].sort();
  const different = names.filter((name) => canonical(policy[name]) !== canonical(declared[name]));
  if (different.length === 0) return;
  throw new Error(
    `auth-policy.json and supergraph.graphql do not agree on ${different.join(', ')}. Run "npm run generate"; nothing is served until they do.`,
  );
}

function canonical(entry: FieldPolicy | undefined): string {
  if (entry === undefined) return '';
  const scopes = (entry.requiresScopes ?? []).map((all) => [...all].sort().join('&')).sort();
  return JSON.stringify([entry.authenticated === true, scopes]);
}
