import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { LabelValues } from 'prom-client';

export { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One registry per process (several subgraphs of an embedded process share it). */
export const metricsRegistry = new Registry();

let collecting = false;

/** Adds Node's own process metrics once; safe to call again. */
export function collectProcessMetrics(): void {
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: metricsRegistry });
}

interface Declaration<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly L[];
}

/**
 * The counter with this name, made at the first call. The name is the identity: two subgraphs in one process
 * that declare the same instrument share it and tell themselves apart by a label.
 */
export function counter<L extends string>(declaration: Declaration<L>): Counter<L> {
  const known = metricsRegistry.getSingleMetric(declaration.name) as Counter<L> | undefined;
  return known ?? new Counter({ ...options(declaration), registers: [metricsRegistry] });
}

interface GaugeDeclaration<L extends string> extends Declaration<L> {
  /** What several processes of one service say together. Default `sum`. */
  readonly together?: 'sum' | 'max';
  /** Asked for the values whenever somebody looks, for what changes far more often than that. Default: they are set. */
  readonly read?: () => Iterable<readonly [LabelValues<L>, number]>;
}

/** Like {@link counter}, for a value that goes up and down. */
export function gauge<L extends string>(declaration: GaugeDeclaration<L>): Gauge<L> {
  const known = metricsRegistry.getSingleMetric(declaration.name) as Gauge<L> | undefined;
  const { read, together = 'sum' } = declaration;
  const configuration = { ...options(declaration), aggregator: together, registers: [metricsRegistry] };
  if (known !== undefined || read === undefined) return known ?? new Gauge(configuration);
  return new Gauge({
    ...configuration,
    collect() {
      for (const [labels, value] of read()) this.set(labels, value);
    },
  });
}

/** Like {@link counter}, for durations in seconds unless `buckets` says otherwise. */
export function histogram<L extends string>(
  declaration: Declaration<L> & { readonly buckets?: number[] },
): Histogram<L> {
  const known = metricsRegistry.getSingleMetric(declaration.name) as Histogram<L> | undefined;
  return (
    known ??
    new Histogram({
      ...options(declaration),
      buckets: declaration.buckets ?? [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [metricsRegistry],
    })
  );
}

function options<L extends string>(
  declaration: Declaration<L>,
): { name: string; help: string; labelNames: L[] } {
  return { name: declaration.name, help: declaration.help, labelNames: [...(declaration.labelNames ?? [])] };
}
