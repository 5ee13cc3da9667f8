// Metrics: prom-client instruments in one registry per process, named once and shared.
export {
  Counter,
  Gauge,
  Histogram,
  Registry,
  collectProcessMetrics,
  counter,
  gauge,
  histogram,
  metricsRegistry,
} from './metrics';
export { addedMetrics, countedMetrics, metricsText, ownMetrics } from './several-processes';
export type { ProcessMetrics } from './several-processes';
