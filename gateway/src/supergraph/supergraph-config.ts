import { parse } from 'yaml';
import { z } from 'zod';

/** One subgraph as named in `supergraph.yaml`. */
export interface SubgraphEntry {
  readonly name: string;
  /** Where the gateway reaches it when `<NAME>_URL` does not say otherwise. */
  readonly routingUrl: string;
  /** Path of its SDL, relative to the folder of `supergraph.yaml`. */
  readonly schemaFile: string;
}

const schema = z.object({
  federation_version: z.string().optional(),
  subgraphs: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, 'a subgraph name is lower case'),
    z.object({ routing_url: z.url(), schema: z.object({ file: z.string().min(1) }) }),
  ),
});

/**
 * Reads rover's `supergraph.yaml`. Entries come back sorted by name, so that composition does not depend on the
 * order of the file.
 *
 * @throws Error naming each wrong place when the text is not YAML of that form.
 */
export function readSupergraphConfig(text: string): readonly SubgraphEntry[] {
  const result = schema.safeParse(parse(text));
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`supergraph.yaml is not usable:\n${lines.join('\n')}`);
  }
  return Object.entries(result.data.subgraphs)
    .map(([name, entry]) => ({ name, routingUrl: entry.routing_url, schemaFile: entry.schema.file }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
