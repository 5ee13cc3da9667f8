import { AggregatorRegistry } from 'prom-client';
import type { Registry } from 'prom-client';
import { metricsRegistry } from './metrics';

/** What the instruments of one process say, in a form that processes can send each other (not as JSON: NaN is a value). */
export type ProcessMetrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** Those of this process, now. */
export function ownMetrics(): Promise<ProcessMetrics> {
  return metricsRegistry.getMetricsAsJSON();
}

/** Several processes as one: sums, but for gauges that say otherwise where they are declared. */
export function addedMetrics(processes: readonly ProcessMetrics[]): Promise<ProcessMetrics> {
  return aggregate(processes).getMetricsAsJSON();
}

/** The same as text in the form of Prometheus. */
export function metricsText(processes: readonly ProcessMetrics[]): Promise<string> {
  return aggregate(processes).metrics();
}

/** What a process that has ended leaves to the sums of those that go on: what it counted, not the state it was in. */
export function countedMetrics(metrics: ProcessMetrics): ProcessMetrics {
  // The type says a number, the library sends the word.
  return metrics.filter(({ type }) => ['counter', 'histogram'].includes(String(type)));
}

function aggregate(processes: readonly ProcessMetrics[]): Registry {
  return AggregatorRegistry.aggregate([...processes]);
}
