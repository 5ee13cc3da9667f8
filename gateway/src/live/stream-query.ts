import type { CompiledStream } from './compile';
import type { LiveRuntime } from './live-runtime';
import type { SubgraphSource } from '../subgraph-data-source';

/** A subscription whose messages come from its owner, with its variables. */
export interface StreamQuery {
  readonly feed: 'stream';
  readonly runtime: LiveRuntime;
  readonly compiled: CompiledStream;
  /** As sent: subgraphs apply the defaults. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Those the owner is sent, coerced. */
  readonly upstreamVariables: Readonly<Record<string, unknown>>;
  readonly owner: SubgraphSource;
  /** Equal for queries that have the same messages for the same viewer. */
  readonly key: string;
}

/** @throws Error when the supergraph has no road to the owner. */
export function streamQueryOf(
  runtime: LiveRuntime,
  compiled: CompiledStream,
  given: Pick<StreamQuery, 'variables' | 'key'> & { readonly coerced: Readonly<Record<string, unknown>> },
): StreamQuery {
  const { variables, coerced, key } = given;
  const used = compiled.upstream.variables.filter((name) => coerced[name] !== undefined);
  return {
    feed: 'stream',
    runtime,
    compiled,
    variables,
    upstreamVariables: Object.fromEntries(used.map((name) => [name, coerced[name]])),
    owner: runtime.sourceOf(compiled.primary.serviceName),
    key,
  };
}

/** Whether two queries are sent the same messages by the same subgraph, so that one may take over from the other. */
export function hasSameUpstream(a: StreamQuery, b: StreamQuery): boolean {
  return (
    a.owner === b.owner &&
    a.compiled.upstream.query === b.compiled.upstream.query &&
    JSON.stringify(a.upstreamVariables) === JSON.stringify(b.upstreamVariables)
  );
}
