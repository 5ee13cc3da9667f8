import type { z } from 'zod';

/**
 * Reads a configuration from the environment through one zod schema whose keys are the variable names.
 * An empty string counts as not set. The result is frozen.
 *
 * @throws Error that lists **every** problem, one line each with the variable's name, so that a person fixes
 *   all of them in one go. Values are not printed: they may be secrets.
 */
export function readConfig<T extends z.ZodObject>(
  schema: T,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<z.infer<T>> {
  const known: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = env[name];
    if (value !== undefined && value !== '') known[name] = value;
  }
  const result = schema.safeParse(known);
  if (result.success) return Object.freeze(result.data);
  const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(
    `The configuration is not usable:\n${lines.join('\n')}\nEvery variable is described in docs/configuration.md.`,
  );
}
