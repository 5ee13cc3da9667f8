// Tracing: W3C trace context in and out, and an OpenTelemetry exporter that is off until it is given an address.
export { startTracing } from './start-tracing';
export type { Tracing, TracingOptions } from './start-tracing';
export { activeTraceparent, newTraceparent, readTraceparent, withTraceparent } from './traceparent';
export { inWorkSpan } from './work-span';
export type { WorkSpan } from './work-span';
