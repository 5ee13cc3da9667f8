import { context, propagation } from '@opentelemetry/api';
import { pooledRandomBytes } from '../ids/random-bytes';

const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A W3C `traceparent` if it is well-formed (version 00, no all-zero id), else undefined. */
export function readTraceparent(header: string | undefined): string | undefined {
  return header !== undefined && TRACEPARENT.test(header) ? header : undefined;
}

/** A new trace that is not sampled: it ties log lines and events together without a collector. */
export function newTraceparent(): string {
  return `00-${pooledRandomBytes(16).toString('hex')}-${pooledRandomBytes(8).toString('hex')}-00`;
}

/** The `traceparent` of the span that is active now; undefined when tracing is off or nothing is active. */
export function activeTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return readTraceparent(carrier['traceparent']);
}

/** Runs `work` as a part of the trace that `traceparent` names. Without a trace or with tracing off it just runs. */
export function withTraceparent<T>(traceparent: string | undefined, work: () => T): T {
  if (traceparent === undefined) return work();
  return context.with(propagation.extract(context.active(), { traceparent }), work);
}
