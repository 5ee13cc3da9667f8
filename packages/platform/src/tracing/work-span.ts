import { context, propagation, trace } from '@opentelemetry/api';
import type { Attributes } from '@opentelemetry/api';
import { traced } from './traced';

const TRACER = 'agora.work';

/** A piece of work that is a span of its own. No personal data in either: names and attributes leave the system. */
export interface WorkSpan {
  /** The same for all work of a kind. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The trace it continues, whatever is active; without it what is active, or a new one. */
  readonly traceparent: string | undefined;
}

/**
 * Runs `work` in a span. `note` adds what is known only afterwards. With tracing off it just runs.
 * @throws what `work` throws, after noting the kind of the fault on the span.
 */
export function inWorkSpan<T>(
  { name, attributes, traceparent }: WorkSpan,
  work: (note: (attributes: Attributes) => void) => Promise<T>,
): Promise<T> {
  const active = context.active();
  const parent = traceparent === undefined ? active : propagation.extract(active, { traceparent });
  const span = trace.getTracer(TRACER).startSpan(name, { attributes }, parent);
  return traced(span, parent, () => work((more) => void span.setAttributes(more)));
}
